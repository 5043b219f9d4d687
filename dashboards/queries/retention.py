"""Who comes back with money: cohorts of first investors by calendar week or month."""

from __future__ import annotations

from typing import Literal, cast

import pandas as pd

from dashboards.formats import Number, number_or_none
from dashboards.queries.filters import Filters
from dashboards.queries.reader import Build

Measure = Literal["heads", "money"]
GRAINS = ("week", "month")
MEASURES: tuple[Measure, ...] = ("heads", "money")


def as_measure(code: str) -> Measure:
    """A measure from a code that is known to be one."""
    return cast(Measure, code)


_CELLS = """
    with sizes as (
        select
            cohort_start,
            cast(sum(cohort_size) as bigint) as cohort_size,
            sum(first_period_amount) as first_period_amount
        from fct_cohort_activity
        where cohort_grain = $grain and period_index = 0
            and cohort_start between date_trunc($grain, $start) and $end
            and ($every_channel or list_contains($channels::varchar[], channel))
        group by cohort_start
    ),

    activity as (
        select
            cohort_start,
            period_index,
            cast(sum(active_investors) as bigint) as active_investors,
            sum(invested_amount) as invested_amount,
            bool_and(is_complete) as is_complete
        from fct_cohort_activity
        where cohort_grain = $grain
            and ($every_channel or list_contains($channels::varchar[], channel))
        group by cohort_start, period_index
    )
"""
_HEAT_MAP = f"""{_CELLS}
    select
        sizes.cohort_start,
        period_index,
        cohort_size,
        first_period_amount,
        active_investors,
        invested_amount,
        is_complete,
        active_investors / nullif(cohort_size, 0) as heads_rate,
        invested_amount / nullif(first_period_amount, 0) as money_rate
    from sizes
    inner join activity using (cohort_start)
    order by 1, 2
"""
_AVERAGES = f"""{_CELLS}
    select
        period_index,
        count(*) as cohorts,
        cast(sum(cohort_size) as bigint) as investors,
        sum(active_investors) / nullif(sum(cohort_size), 0) as heads_rate,
        sum(invested_amount) / nullif(sum(first_period_amount), 0) as money_rate
    from sizes
    inner join activity using (cohort_start)
    where is_complete
    group by period_index
    order by period_index
"""


def cells(build: Build, filters: Filters, grain: str) -> pd.DataFrame:
    """One row per cohort and period: size, active, money, both rates, whether it is complete."""
    return build.read(_HEAT_MAP, {**filters.parameters, "grain": grain})


def averages(build: Build, filters: Filters, grain: str) -> pd.DataFrame:
    """One row per period: rates over all complete cells, weighted by size and by money."""
    return build.read(_AVERAGES, {**filters.parameters, "grain": grain})


def rate_at(averages: pd.DataFrame, period: int, rate: str) -> Number | None:
    """The average of one period; None when no cohort has completed it."""
    found = averages.loc[averages["period_index"] == period, rate]
    return None if found.empty else number_or_none(found.iloc[0])
