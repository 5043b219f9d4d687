"""The two statements a retention question asks: people by mask, and money by cell."""

from __future__ import annotations

from measurement.retention.activity import Activity
from measurement.retention.sql import words

FEW = 12
"""Up to so many periods the first start and last return of each are columns of one grouping."""
AFTER = "started and (returned_at > started_at or only_returned_at >= started_at) and returned"


def masks(activity: Activity) -> str:
    """Select people by value, the periods they started in, and those they returned in.

    Masks are words of 62 periods: `s0`, `s1` ... where they started, `r0` ... where they
    returned, `z0` ... where they returned after starting in that same period. `row` is the only
    start where there is but one, `passed` how many rolling periods are over, `people` how many.
    """
    periods, asked = activity.periods, activity.asked
    if asked.mode == "rolling":
        return _rolling_masks(activity)
    simple = asked.minimum_occurrences == 1 and (asked.same_event or periods.count <= FEW)
    started, returned = ("is_start", "is_return") if simple else ("started", "returned")
    starts = [] if asked.is_first else words("s", started, periods.rows)
    row = [f"min(period) filter ({started}) as row"] if asked.is_first else []
    chosen = [*row, *starts, *words("r", returned, periods.count)]
    if not asked.same_event:
        chosen += _first_and_last(periods.count) if simple else words("z", AFTER, periods.count)
    value, keys = ("value", "person, value") if activity.breakdown else ("'' as value", "person")
    grouped = (
        f"select {value}, {', '.join(chosen)} "
        f"from {activity.events if simple else 'activity'} group by {keys}"
    )
    if simple and not asked.same_event:
        times = ", ".join(_times(periods.count))
        grouped = f"select * exclude ({times}), {_early(periods.count)} as z0 from ({grouped})"
    known = (
        f"row between 0 and {periods.rows - 1}"
        if asked.is_first
        else " or ".join(f"s{number} > 0" for number in range(len(starts)))
    )
    return activity.statement(
        f"select *, count(*) as people from ({grouped}) where {known} group by all"
    )


def _rolling_masks(activity: Activity) -> str:
    returns = words("r", "returned", activity.periods.columns)
    grouped = f"select person, value, {', '.join(returns)} from activity group by 1, 2"
    names = [f"coalesce(r{number}, 0) as r{number}" for number in range(len(returns))]
    return activity.statement(
        f"select value, row, passed, {', '.join(names)}, count(*) as people "
        f"from anchors left join ({grouped}) using (person, value) group by all"
    )


def _first_and_last(count: int) -> list[str]:
    """First start and last return of each period, told so that `_early` compares them.

    Twice the time: a return counts at the very time of the start, too, if it is another event.
    """
    starts = [
        f"min(2 * epoch_us(ts) + 1) filter (is_start and period = {period}) as first{period}"
        for period in range(count)
    ]
    returns = [
        "max(2 * epoch_us(ts) + cast(not is_start as int)) "
        f"filter (is_return and period = {period}) as last{period}"
        for period in range(count)
    ]
    return [*starts, *returns]


def _times(count: int) -> list[str]:
    return [f"{name}{period}" for name in ("first", "last") for period in range(count)]


def _early(count: int) -> str:
    """The mask of periods with a return after the start."""
    return " + ".join(
        f"(case when last{period} >= first{period} then {1 << period} else 0 end)::bigint"
        for period in range(count)
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
