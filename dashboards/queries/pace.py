"""What a month will come to: what is there already, and what its other days are expected to add."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
import streamlit as st

from dashboards.queries.filters import Filters
from dashboards.queries.per_build import per_build
from dashboards.queries.reader import Build

LEVEL = 0.9
"""Of the interval; docs/scoreboard.md says how many sums of days it held."""
LEARNT_DAYS = 182
COUNTS = frozenset({"visitors", "registrations", "first_investments"})
_DAYS = """
    select
        stat_date,
        case when $every_channel then 'company' else channel end as channel,
        cast(sum(visitors) as double) as visitors,
        cast(sum(registrations) as double) as registrations,
        cast(sum(first_investments) as double) as first_investments,
        cast(sum(invested_amount) as double) as invested_amount,
        cast(sum(annualised_amount) as double) as annualised_amount,
        cast(sum(spend_amount) as double) as spend_amount
    from fct_channel_daily
    where stat_date between $learnt_from and $as_of
        and ($every_channel or list_contains($channels::varchar[], channel))
    group by 1, 2
    order by 1, 2
"""
_CALENDAR = """
    select date_day, is_workday, holiday_name
    from dim_dates
    where date_day between $learnt_from and $month_end
    order by 1
"""


def with_pace(build: Build, filters: Filters, plan: pd.DataFrame) -> pd.DataFrame:
    """The targets with `expected_value`, `low_value` and `high_value` of the whole month.

    Empty where the month is not the one in progress, or fewer than 35 days can teach anything.
    """
    ready = plan.assign(
        expected_value=float("nan"), low_value=float("nan"), high_value=float("nan")
    )
    as_of, month = build.as_of_date, filters.end.replace(day=1)
    if ready.empty or as_of is None or as_of.replace(day=1) != month:
        return ready
    month_end = (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    more = {
        "as_of": as_of,
        "learnt_from": as_of - timedelta(days=LEARNT_DAYS),
        "month_end": month_end,
    }
    days = build.read(_DAYS, {**filters.parameters, **more})
    calendar = build.read(_CALENDAR, more)
    for place, row in ready.iterrows():
        own = days[days["channel"] == row["channel"]]
        found = _rest(own, calendar, str(row["metric"]), as_of, month_end)
        if found is not None:
            values = [float(row["actual_value"]) + part for part in found]
            ready.loc[place, ["expected_value", "low_value", "high_value"]] = values
    return ready


@per_build
@st.cache_data(max_entries=500, show_spinner=False)
def _rest(
    days: pd.DataFrame, calendar: pd.DataFrame, metric: str, last: date, month_end: date
) -> tuple[float, float, float] | None:
    """What the days after `last` will add to a metric, and both ends of its interval."""
    from measurement.outlook import learn

    to_come = pd.date_range(last + timedelta(days=1), month_end)
    if not len(to_come):
        return 0.0, 0.0, 0.0
    if days.empty or metric not in days:
        return None
    indexed = days.set_index(pd.DatetimeIndex(days["stat_date"]))[metric]
    values = indexed.reindex(pd.date_range(indexed.index[0], pd.Timestamp(last))).fillna(0.0)
    known = calendar.set_index(pd.DatetimeIndex(calendar["date_day"]))
    outlook = learn(values, known, is_count=metric in COUNTS)
    if outlook is None:
        return None
    expected = outlook.expect(to_come)
    return expected.mean, *expected.interval(LEVEL)
