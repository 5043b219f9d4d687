"""What people cost and brought by age: acquisition cohort x channel x age, and payback.

Every row speaks of the entry days that are so old, on both sides: their spend, their revenue.
"""

from __future__ import annotations

import pandas as pd

from dashboards.queries.filters import Filters
from dashboards.queries.reader import Build

AGES = (0, 7, 14, 30, 60, 90, 120, 150, 180)
MEASURES = (
    *("roas", "roi", "annualised_ratio", "ltv", "first_investments", "invested_amount"),
    *("annualised_amount", "revenue_amount", "spend_amount"),
)
OLD_ENOUGH = 0.5
"""Part of the entry days that must be so old before a figure stands for all of them."""
_ASKED = """
            cohort_month between date_trunc('month', cast($start as date)) and $end
            and ($every_channel or list_contains($channels::varchar[], channel))
"""
_SUMS = """
            cast(sum(entry_days) as bigint) as row_days,
            cast(sum(mature_days) as bigint) as mature_days,
            sum(spend_amount) as spend_amount,
            cast(sum(visitors) as bigint) as visitors,
            cast(sum(first_investments) as bigint) as first_investments,
            sum(invested_amount) as invested_amount,
            sum(annualised_amount) as annualised_amount,
            sum(revenue_amount) as revenue_amount
"""
_OF_ALL = """
        select *, mature_days / max(row_days) over (partition by cohort) as mature_share from sums
"""
_FIGURES = f"""
        mature_share = 1 as is_mature,
        max(spend_amount) over (partition by cohort) as cohort_spend,
        min(cast(age_days as double))
            filter (where spend_amount > 0 and revenue_amount >= spend_amount
                and mature_share >= {OLD_ENOUGH})
            over (partition by cohort) as payback_days,
        (revenue_amount - spend_amount) / nullif(spend_amount, 0) as roi,
        revenue_amount / nullif(spend_amount, 0) as roas,
        spend_amount / nullif(annualised_amount, 0) as annualised_ratio,
        revenue_amount / nullif(first_investments, 0) as ltv
"""
_BY_MONTH = f"""
    with sums as (
        select cohort_month as cohort, age_days, {_SUMS}
        from fct_payback
        where {_ASKED}
        group by 1, 2
    ),
    aged as ({_OF_ALL})
    select cohort as cohort_month, * exclude (cohort, row_days), {_FIGURES}
    from aged
    order by 1, age_days
"""
_BY_CHANNEL = f"""
    with sums as (
        select coalesce(channel, '') as cohort, age_days, {_SUMS}
        from fct_payback
        where {_ASKED}
        group by grouping sets ((channel, age_days), (age_days))
    ),
    aged as ({_OF_ALL})
    select cohort as channel, * exclude (cohort, row_days), {_FIGURES}
    from aged
    order by cohort <> '', cohort_spend desc, 1, age_days
"""
_MATRIX = f"""
    with sums as (
        select
            (cohort_month, channel) as cohort, cohort_month, channel, age_days, {_SUMS}
        from fct_payback
        where {_ASKED}
        group by 1, 2, 3, 4
    ),
    aged as ({_OF_ALL})
    select * exclude (cohort, row_days), {_FIGURES}
    from aged
    qualify age_days in ({", ".join(str(age) for age in AGES)})
    order by cohort_month, channel, age_days
"""


def by_month(build: Build, filters: Filters) -> pd.DataFrame:
    """One row per month of entry and age (0 to 180): sums, ratios, and how much is that old.

    payback_days is the cohort's first age at which revenue reaches the spend of the days so old,
    NaN where none does that half of the entry days have reached.
    """
    return build.read(_BY_MONTH, filters.parameters)


def by_channel(build: Build, filters: Filters) -> pd.DataFrame:
    """One row per channel (all together as '') and age."""
    return build.read(_BY_CHANNEL, filters.parameters)


def matrix(build: Build, filters: Filters) -> pd.DataFrame:
    """The whole matrix: one row per month of entry, channel and one of `AGES`."""
    return build.read(_MATRIX, filters.parameters)


def at_ages(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of `AGES` alone."""
    return frame[frame["age_days"].isin(AGES)]


def returns(frame: pd.DataFrame) -> pd.DataFrame:
    """One row per channel of `by_channel`: all its spend, and the rest at its judged age.

    The judged age is the largest of `AGES` that half of the entry days have reached.
    """
    judged = at_ages(frame[frame["mature_share"] >= OLD_ENOUGH])
    latest = judged.loc[judged.groupby("channel", sort=False)["age_days"].idxmax()]
    told = latest.drop(columns="spend_amount").rename(columns={"cohort_spend": "spend_amount"})
    return told.reset_index(drop=True)
