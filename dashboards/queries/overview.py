"""Growth of the whole company, or of the chosen channels."""

from __future__ import annotations

import pandas as pd

from dashboards.queries.compare import COMPARED, Headline, has_previous, headlines
from dashboards.queries.filters import Filters
from dashboards.queries.pace import with_pace
from dashboards.queries.periods import Grain, days_per_bar
from dashboards.queries.reader import Build

CARDS = (
    *("first_investments", "blended_cac", "spend_amount", "invested_amount"),
    *("visitors", "registrations", "repeat_investments", "outstanding_amount"),
)
TREND = ("first_investments", "visitors", "registrations", "invested_amount", "revenue_amount")

_DAYS = """
    with days as (
        select
            stat_date,
            visitors,
            sessions,
            registrations,
            first_investments,
            repeat_investments,
            invested_amount,
            annualised_amount,
            revenue_amount,
            outstanding_amount,
            spend_amount
        from fct_growth_daily
        where $every_channel
        union all
        select
            stat_date,
            sum(visitors),
            sum(sessions),
            sum(registrations),
            sum(first_investments),
            null,
            sum(invested_amount),
            sum(annualised_amount),
            sum(revenue_amount),
            null,
            sum(spend_amount)
        from fct_channel_daily
        where not $every_channel and list_contains($channels::varchar[], channel)
        group by stat_date
    )
"""
_SUMS = """
            cast(sum(visitors) as bigint) as visitors,
            cast(sum(sessions) as bigint) as sessions,
            cast(sum(registrations) as bigint) as registrations,
            cast(sum(first_investments) as bigint) as first_investments,
            cast(sum(repeat_investments) as bigint) as repeat_investments,
            sum(invested_amount) as invested_amount,
            sum(annualised_amount) as annualised_amount,
            sum(revenue_amount) as revenue_amount,
            arg_max(outstanding_amount, stat_date) as outstanding_amount,
            sum(spend_amount) as spend_amount,
            sum(spend_amount) / nullif(sum(first_investments), 0) as blended_cac
"""
_TOTALS = f"""{_DAYS}
    select
        stat_date >= $start as is_current,
        {_SUMS}
    from days
    where {COMPARED}
    group by 1
"""
_TREND = f"""{_DAYS}
    select
        cast(date_trunc($grain, stat_date) as date) as period_start,
        count(*) as day_count,
        {_SUMS}
    from days
    where stat_date between $start and $end
    group by 1
    order by 1
"""
_SPARKLINES = f"""{_DAYS}
    select
        -(date_diff('day', stat_date, $end) // $days) as bucket,
        {_SUMS}
    from days
    where stat_date between $start and $end
    group by 1
    having count(*) = $days
    order by 1
"""
_MIX = """
    with totals as (
        select
            channel,
            cast(sum(first_investments) as bigint) as first_investments,
            sum(spend_amount) as spend_amount
        from fct_channel_daily
        where stat_date between $start and $end
            and ($every_channel or list_contains($channels::varchar[], channel))
        group by channel
    )
    select
        *,
        first_investments / nullif(sum(first_investments) over (), 0) as investment_share,
        spend_amount / nullif(sum(spend_amount) over (), 0) as spend_share,
        spend_amount / nullif(first_investments, 0) as cac
    from totals
    where first_investments > 0 or spend_amount > 0
    order by first_investments desc, spend_amount desc, channel
"""
_PLAN = """
    select
        channel,
        metric,
        cast(month as date) as month,
        cast(target_value as double) as target_value,
        cast(actual_value as double) as actual_value,
        actual_value / nullif(target_value, 0) as attainment,
        least(
            1.0,
            (date_diff('day', month, $as_of) + 1)
            / date_diff('day', month, month + interval 1 month)
        ) as elapsed_share
    from fct_plan_vs_actual
    where month = date_trunc('month', $end)
        and case
            when $every_channel then channel = 'company'
            else list_contains($channels::varchar[], channel)
        end
    order by channel, metric
"""


def totals(build: Build, filters: Filters) -> dict[str, Headline]:
    """Every headline number of the window beside the window before."""
    frame = build.read(_TOTALS, filters.parameters)
    return headlines(frame, has_previous(build, filters))


def trend(build: Build, filters: Filters, grain: Grain) -> pd.DataFrame:
    """One row per day, ISO week or month: period_start, day_count, the sums, blended CAC."""
    return build.read(_TREND, {**filters.parameters, "grain": grain})


def sparklines(build: Build, filters: Filters) -> dict[str, list[float]]:
    """The card numbers over time: days, or whole weeks back from the last day of the window.

    A number that the chosen channels do not have is left out.
    """
    frame = build.read(_SPARKLINES, {**filters.parameters, "days": days_per_bar(filters)})
    return {
        code: frame[code].astype("float64").fillna(0).tolist()
        for code in CARDS
        if len(frame) > 1 and frame[code].notna().any()
    }


def channel_mix(build: Build, filters: Filters) -> pd.DataFrame:
    """One row per channel: first investors, spend, its share of each, CAC."""
    return build.read(_MIX, filters.parameters)


def plan(build: Build, filters: Filters) -> pd.DataFrame:
    """Targets and actuals of the window's last month, the share of it gone by, and its pace."""
    targets = build.read(_PLAN, {**filters.parameters, "as_of": build.as_of_date})
    return with_pace(build, filters, targets)
