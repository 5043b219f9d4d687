"""What the people acquired on some days brought by day 7, 30, 90 and 180, against their cost.

Only entry days that are old enough are summed into a judged figure. Where none is, the sums so
far are returned beside it, to be shown greyed and never averaged.
"""

from __future__ import annotations

import pandas as pd

from dashboards.queries.filters import Filters
from dashboards.queries.reader import Build

_CHOSEN = "($every_channel or list_contains($channels::varchar[], channel))"
_SUMS = """
            count(distinct entry_date) as entry_days,
            count(distinct entry_date) filter (where is_mature) as mature_days,
            sum(spend_amount) filter (where is_mature) as spend_amount,
            sum(revenue_amount) filter (where is_mature) as revenue_amount,
            sum(annualised_amount) filter (where is_mature) as annualised_amount,
            cast(sum(first_investments) filter (where is_mature) as bigint) as first_investments,
            sum(spend_amount) as spend_so_far,
            sum(revenue_amount) as revenue_so_far,
            sum(annualised_amount) as annualised_so_far,
            cast(sum(first_investments) as bigint) as first_investments_so_far
"""
_RATIOS = """
        (revenue_amount - spend_amount) / nullif(spend_amount, 0) as roi,
        revenue_amount / nullif(spend_amount, 0) as roas,
        spend_amount / nullif(annualised_amount, 0) as annualised_ratio,
        spend_amount / nullif(first_investments, 0) as cac,
        (revenue_so_far - spend_so_far) / nullif(spend_so_far, 0) as roi_so_far,
        revenue_so_far / nullif(spend_so_far, 0) as roas_so_far,
        spend_so_far / nullif(annualised_so_far, 0) as annualised_ratio_so_far,
        spend_so_far / nullif(first_investments_so_far, 0) as cac_so_far
"""
_BY_CHANNEL = f"""
    with sums as (
        select
            coalesce(channel, '') as channel,
            age_days,
            {_SUMS}
        from fct_channel_cohorts
        where entry_date between $start and $end and {_CHOSEN}
        group by grouping sets ((channel, age_days), (age_days))
    )
    select *, {_RATIOS}
    from sums
    order by channel <> '', max(spend_so_far) over (partition by channel) desc, channel, age_days
"""
_BY_MONTH = f"""
    with sums as (
        select
            cast(date_trunc('month', entry_date) as date) as entry_month,
            age_days,
            {_SUMS}
        from fct_channel_cohorts
        where entry_date between $start and $end and {_CHOSEN}
        group by all
    )
    select *, {_RATIOS}
    from sums
    order by entry_month, age_days
"""


def by_channel(build: Build, filters: Filters) -> pd.DataFrame:
    """One row per channel and age (channel '' is all together): judged and so-far ratios."""
    return build.read(_BY_CHANNEL, filters.parameters)


def by_month(build: Build, filters: Filters) -> pd.DataFrame:
    """One row per month of entry and age, all chosen channels together."""
    return build.read(_BY_MONTH, filters.parameters)
