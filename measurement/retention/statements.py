"""The two statements a retention question asks: people by mask, and money by cell."""

from __future__ import annotations

from measurement.retention.activity import Activity
from measurement.retention.sql import words


def masks(activity: Activity) -> str:
    """Select people by value, the periods they started in, and those they returned in.

    Masks are words of 62 periods: `s0`, `s1` ... where they started, `r0` ... where they
    returned, `z0` ... where they returned after starting in that same period. `row` is the only
    start where there is but one, `passed` how many rolling periods are over, `people` how many.
    """
    periods, asked = activity.periods, activity.asked
    returns = words("r", "returned", periods.count)
    if asked.mode == "rolling":
        grouped = f"select person, value, {', '.join(returns)} from activity group by 1, 2"
        names = [f"coalesce(r{number}, 0) as r{number}" for number in range(len(returns))]
        return activity.statement(
            f"select value, row, passed, {', '.join(names)}, count(*) as people "
            f"from anchors left join ({grouped}) using (person, value) group by all"
        )
    after = "started and (returned_at > started_at or only_returned_at >= started_at) and returned"
    zeros = [] if asked.same_event else words("z", after, periods.count)
    starts = [] if asked.is_first else words("s", "started", periods.rows)
    row = ["min(period) filter (started) as row"] if asked.is_first else []
    chosen = ", ".join([*row, *starts, *returns, *zeros])
    known = (
        f"row between 0 and {periods.rows - 1}"
        if asked.is_first
        else " or ".join(f"s{number} > 0" for number in range(len(starts)))
    )
    return activity.statement(
        f"select * exclude (person), count(*) as people from (select person, value, {chosen} "
        f"from activity group by person, value) where {known} group by all"
    )


def amounts(activity: Activity) -> str:
    """Select the money of returns by value, row of the cohort, periods since, and `passed`."""
    asked = activity.asked
    if asked.mode == "rolling":
        return activity.statement(
            "select value, row, passed, period as cell, sum(amount) as amount "
            "from anchors join activity using (person, value) group by all having amount <> 0"
        )
    rows = activity.periods.rows
    started = "period" if asked.retention_type == "recurring" else "min(period)"
    grouped = " group by person, value" if asked.is_first else ""
    cohorts = f"select person, value, {started} as row from activity where started{grouped}"
    return activity.statement(
        f"select value, row, null as passed, a.period - row as cell, "
        f"sum(case when a.period = row then a.first_amount else a.amount end) as amount "
        f"from ({cohorts}) c join activity a using (person, value) "
        f"where row between 0 and {rows - 1} and a.period >= row group by all having amount <> 0"
    )
