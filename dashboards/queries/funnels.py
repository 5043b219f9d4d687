"""Named funnels by month of entry: who reached each step, how long it took, and by what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from dashboards.queries.contract import STEPS
from dashboards.queries.filters import Filters
from dashboards.queries.reader import Build

BREAKDOWNS = ("channel", "campaign", "keyword", "city", "device", "age_band", "promotion")
METRICS = dict(
    zip(
        (
            *("visit", "registration", "verification", "card_bound", "funded"),
            *("first_investment", "repeat_investment"),
        ),
        STEPS,
        strict=True,
    )
)
"""What the pages call the people at each step of a funnel."""
MOST_MONTHS = 6

_CHOSEN = "($every_channel or list_contains($channels::varchar[], channel))"
_FUNNELS = """
    select funnel, any_value(funnel_name) as name, any_value(funnel_name_zh) as name_zh,
        list(step order by step_number) as steps, any_value(window_days) as window_days
    from dim_funnels
    group by funnel
    order by funnel <> 'acquisition', name, funnel
"""
_MONTHS = """
    select entry_month, bool_and(is_mature) as is_mature
    from fct_funnel_breakdowns
    where funnel = $funnel and breakdown = 'company'
        and entry_month between date_trunc('month', $start::date) and $end
    group by 1
    order by 1
"""
_TIMES = """
    select step, people,
        lag(people) over by_step - people as lost,
        1 - people / nullif(lag(people) over by_step, 0) as lost_share,
        median_seconds_from_previous / 3600 as median_hours,
        p90_seconds_from_previous / 3600 as p90_hours,
        median_seconds_from_entry / 3600 as median_hours_from_entry
    from fct_funnel_breakdowns
    where funnel = $funnel and breakdown = 'company' and entry_month = $month
    window by_step as (order by step_number)
    order by step_number
"""
_VALUES = """
    select breakdown_value, any_value(value_name) as value_name, is_rest,
        map(list(step order by step_number), list(people order by step_number)) as people,
        arg_max(people, step_number) / nullif(arg_min(people, step_number), 0) as overall_rate,
        arg_max(median_seconds_from_entry / 3600, step_number) as median_hours_from_entry,
        arg_min(people, step_number) as entered
    from fct_funnel_breakdowns
    where funnel = $funnel and breakdown = $breakdown and entry_month = $month
    group by breakdown_value, is_rest
    order by is_rest, breakdown_value = '', entered desc, breakdown_value
"""
_TREND = f"""
    with periods as (
        select cast(date_trunc($grain, entry_date) as date) as period_start, step_number,
            sum(people) as people, bool_and(is_mature) as is_mature
        from fct_funnel_steps_daily
        where funnel = $funnel and entry_date between $start and $end and {_CHOSEN}
        group by 1, 2
    )
    select period_start, bool_and(is_mature) as is_mature,
        cast(arg_min(people, step_number) as bigint) as entered,
        cast(arg_max(people, step_number) as bigint) as converted,
        arg_max(people, step_number) / nullif(arg_min(people, step_number), 0) as overall_rate
    from periods
    group by 1
    order by 1
"""


@dataclass(frozen=True)
class Funnel:
    """A funnel by its code, its names, its steps in order and its window in days."""

    code: str
    name: str
    name_zh: str
    steps: tuple[str, ...]
    window_days: int


@dataclass(frozen=True)
class Month:
    """A month of entry, and whether everybody who entered in it had the whole window."""

    first: date
    is_mature: bool


def funnels(build: Build) -> list[Funnel]:
    """All funnels, that of acquisition first."""
    rows = build.read(_FUNNELS).itertuples(index=False)
    return [Funnel(row[0], row[1], row[2], tuple(row[3]), int(row[4])) for row in rows]


def months(build: Build, filters: Filters, funnel: str) -> list[Month]:
    """The latest months of entry that the window touches, oldest first."""
    found = build.read(_MONTHS, {**filters.parameters, "funnel": funnel})
    rows = zip(found["entry_month"].dt.date, found["is_mature"], strict=True)
    return [Month(first, bool(mature)) for first, mature in rows][-MOST_MONTHS:]


def latest_judged(found: Sequence[Month]) -> Month | None:
    """The latest mature month, else the latest."""
    judged = [month for month in found if month.is_mature]
    return (judged or list(found) or [None])[-1]


def times(build: Build, funnel: str, month: date) -> pd.DataFrame:
    """One row per step: people, those lost since the step before, exact median and p90 hours."""
    return build.read(_TIMES, {"funnel": funnel, "month": month})


def by_value(build: Build, funnel: Funnel, month: date, breakdown: str) -> pd.DataFrame:
    """One row per value of the breakdown: people per step, overall rate, median hours to the end.

    Values with the most entries first; then people without a value, then all smaller values.
    """
    asked = {"funnel": funnel.code, "month": month, "breakdown": breakdown}
    frame = build.read(_VALUES, asked)
    for step in funnel.steps:
        frame[METRICS[step]] = [int(dict(people)[step]) for people in frame["people"]]
    return frame.drop(columns=["people", "entered"])


def trend(build: Build, filters: Filters, funnel: str, grain: str) -> pd.DataFrame:
    """One row per period of entry: who entered, who took the last step, and the share."""
    return build.read(_TREND, {**filters.parameters, "funnel": funnel, "grain": grain})
