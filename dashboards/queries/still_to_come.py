"""What people who came lately will yet bring, and what an investor will be worth."""

from __future__ import annotations

from datetime import date

import pandas as pd

from dashboards.queries.filters import Filters
from dashboards.queries.reader import Build
from measurement.lifetime import Lifetime, forecast
from measurement.maturity import Interval, Maturity, amount_to_come, still_to_come

HORIZONS = ("30", "90", "180")
_VALUE_AGES = {30: (7, 14, 30), 90: (30, 60, 90), 180: (30, 60, 90, 120, 150, 180)}
_CHOSEN = "($every_channel or list_contains($channels::varchar[], channel))"
_ENTRIES = f"""
    select
        stat_date as entry_date,
        cast(sum(visitors) as bigint) as people,
        cast(sum(spend_amount) as double) as spend
    from fct_channel_daily
    where {_CHOSEN}
    group by 1
    order by 1
"""
_FACTS = f"""
    select
        entry_date,
        age_days,
        cast(sum(first_investments) as bigint) as conversions,
        cast(sum(revenue_amount) as double) as amount
    from fct_cohort_ages
    where {_CHOSEN}
    group by 1, 2
    order by 1, 2
"""
_VALUES = f"""
    with
    came as (
        select
            cast(date_trunc($grain, stat_date) as date) as cohort,
            max(date_diff('day', stat_date, $as_of)) as oldest,
            min(date_diff('day', stat_date, $as_of)) as youngest
        from fct_channel_daily
        where {_CHOSEN} and visitors > 0
        group by 1
    ),
    brought as (
        select
            cast(date_trunc($grain, entry_date) as date) as cohort,
            age_days,
            sum(first_investments) as first_investments,
            sum(revenue_amount) as revenue_amount
        from fct_cohort_ages
        where {_CHOSEN}
        group by 1, 2
    )
    select
        came.cohort,
        cast(ages.age as integer) as age,
        coalesce(sum(brought.first_investments), 0) as investors,
        cast(coalesce(sum(brought.revenue_amount), 0) as double) as revenue
    from came
    inner join (select unnest($ages::varchar[]) as age) as ages
        on came.youngest >= cast(ages.age as integer)
    left join brought
        on came.cohort = brought.cohort and brought.age_days <= cast(ages.age as integer)
    group by 1, 2
    order by 1, 2
"""
_COLUMNS = (
    *("cohort_month", "spend_amount", "first_investments", "investors_to_come", "investors_low"),
    *("investors_high", "revenue_amount", "revenue_to_come", "revenue_low", "revenue_high"),
    *("roas", "roas_low", "roas_high", "is_whole"),
)


def to_come(build: Build, filters: Filters, horizon: int) -> pd.DataFrame:
    """One row per month of entry in the window, the last row all of them (cohort_month empty).

    First investors and revenue within `horizon` days of entry: so far, still to come with its
    interval, and the ROAS that comes of it. Learned from all entry days of the chosen channels;
    NaN where too few are old enough.
    """
    return build.derived(("to_come", filters, horizon), lambda: _to_come(build, filters, horizon))


def _to_come(build: Build, filters: Filters, horizon: int) -> pd.DataFrame:
    entries = build.read(_ENTRIES, filters.parameters)
    as_of = build.as_of_date
    if as_of is None or entries.empty:
        return pd.DataFrame(columns=list(_COLUMNS))
    investors, revenue = _learned(build, filters, entries, as_of, horizon)
    days = entries.assign(entry_date=pd.to_datetime(entries["entry_date"]))
    days["month"] = days["entry_date"].dt.to_period("M")
    days["is_old"] = (pd.Timestamp(as_of) - days["entry_date"]).dt.days >= horizon
    first, last = (pd.Period(day, "M") for day in (filters.start, filters.end))
    asked = days[days["month"].between(first, last)]
    groups: list[tuple[date | None, pd.DataFrame]] = [
        (month.start_time.date(), rows) for month, rows in asked.groupby("month")
    ]
    rows = [_row(month, rows, investors, revenue) for month, rows in [*groups, (None, asked)]]
    return pd.DataFrame(rows, columns=list(_COLUMNS))


def _learned(
    build: Build, filters: Filters, entries: pd.DataFrame, as_of: date, horizon: int
) -> tuple[Maturity, Maturity]:
    """Investors and revenue still to come by entry day, whatever days the reader chose."""

    def learn() -> tuple[Maturity, Maturity]:
        facts = build.read(_FACTS, filters.parameters)
        return (
            still_to_come(entries, facts, as_of, horizon),
            amount_to_come(entries, facts, as_of, horizon),
        )

    return build.derived(("learned", filters.channels, horizon), learn)


def _row(
    month: date | None, days: pd.DataFrame, investors: Maturity, revenue: Maturity
) -> tuple[object, ...]:
    is_whole, spend = bool(days["is_old"].all()), float(days["spend"].sum())
    firsts, *more = _so_far(investors, days, is_whole)
    so_far, *amounts = _so_far(revenue, days, is_whole)
    ends = [(so_far + amount) / spend if spend > 0 else None for amount in amounts]
    return (month, spend, firsts, *more, so_far, *amounts, *ends, is_whole)


def _so_far(told: Maturity, days: pd.DataFrame, is_whole: bool) -> tuple[float, ...]:
    dates = list(days["entry_date"].dt.date)
    so_far = float(told.days.loc[told.days["entry_date"].isin(dates), "so_far"].sum())
    rest: Interval = (0.0, 0.0, 0.0) if is_whole else told.among(dates)
    return (so_far, *rest)


def values(build: Build, filters: Filters, grain: str, horizon: int) -> Lifetime | None:
    """Revenue per first investor of each cohort by week or month of entry, carried on to
    `horizon` days; None while no cohort is old enough to begin with."""
    ages = tuple(str(age) for age in _VALUE_AGES[horizon])
    asked = {**filters.parameters, "grain": grain, "as_of": build.as_of_date, "ages": ages}
    key = ("values", filters.channels, grain, ages)
    rows = build.read(_VALUES, asked)
    if rows.empty:
        return None
    return build.derived(key, lambda: forecast(rows))


def shown_values(told: Lifetime | None, filters: Filters, grain: str) -> pd.DataFrame:
    """The cohorts of `values` that touch the window, with is_forecast where they are young."""
    if told is None:
        names = ["cohort", "investors", "age", "value", "forecast", "low", "high", "is_forecast"]
        return pd.DataFrame(columns=names)
    starts = pd.to_datetime(told.cohorts["cohort"])
    freq = "W-SUN" if grain == "week" else "M"
    periods = starts.dt.to_period(freq)
    first, last = (pd.Period(day, freq) for day in (filters.start, filters.end))
    shown = told.cohorts[periods.between(first, last)]
    return shown.assign(is_forecast=shown["age"] < told.last_age)
