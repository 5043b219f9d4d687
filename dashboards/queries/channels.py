"""What each channel cost and brought, by day and by acquisition cohort."""

from __future__ import annotations

import pandas as pd

from dashboards.queries.compare import COMPARED, Headline, has_previous, headlines
from dashboards.queries.filters import Filters
from dashboards.queries.reader import Build
from measurement.proportions import most_expected

AGES = (7, 30, 90, 180)
MEASURES = ("roi", "roas", "annualised_ratio", "cac")
RANKING_FLOOR = 30
DOUBT = 0.05
_CHOSEN = "($every_channel or list_contains($channels::varchar[], channel))"

_TOTALS = f"""
    select
        stat_date >= $start as is_current,
        sum(spend_amount) as spend_amount,
        sum(spend_amount) filter (where is_paid) as paid_spend_amount,
        cast(sum(first_investments) as bigint) as first_investments,
        cast(sum(registrations) as bigint) as registrations,
        sum(spend_amount) filter (where is_paid)
            / nullif(sum(first_investments) filter (where is_paid), 0) as paid_cac,
        sum(spend_amount) / nullif(sum(first_investments), 0) as blended_cac,
        sum(spend_amount) / nullif(sum(registrations), 0) as cost_per_registration
    from fct_channel_daily
    left join dim_channels using (channel)
    where {COMPARED} and {_CHOSEN}
    group by 1
"""
_PERFORMANCE = f"""
    with sums as (
        select
            channel,
            cast(sum(impressions) as bigint) as impressions,
            cast(sum(clicks) as bigint) as clicks,
            sum(spend_amount) as spend_amount,
            cast(sum(sessions) as bigint) as sessions,
            cast(sum(visitors) as bigint) as visitors,
            cast(sum(registrations) as bigint) as registrations,
            cast(sum(verifications) as bigint) as verifications,
            cast(sum(first_investments) as bigint) as first_investments,
            sum(first_invested_amount) as first_invested_amount,
            sum(invested_amount) as invested_amount,
            sum(annualised_amount) as annualised_amount,
            sum(revenue_amount) as revenue_amount
        from fct_channel_daily
        where stat_date between $start and $end and {_CHOSEN}
        group by channel
    )
    select
        sums.*,
        channel_class,
        pricing_model,
        channel_role,
        coalesce(is_paid, false) as is_paid,
        spend_amount / nullif(sum(spend_amount) over (), 0) as spend_share,
        clicks / nullif(impressions, 0) as ctr,
        spend_amount / nullif(clicks, 0) as cpc,
        1000 * spend_amount / nullif(impressions, 0) as cpm,
        spend_amount / nullif(registrations, 0) as cost_per_registration,
        spend_amount / nullif(first_investments, 0) as cac,
        first_investments / nullif(visitors, 0) as investors_per_visitor
    from sums
    left join dim_channels using (channel)
    order by spend_amount desc nulls last, first_investments desc, channel
"""
_CLASSES = f"""
    with sums as (
        select
            coalesce(channel_class, 'Unmatched') as channel_class,
            sum(spend_amount) as spend_amount,
            cast(sum(first_investments) as bigint) as first_investments
        from fct_channel_daily
        left join dim_channels using (channel)
        where stat_date between $start and $end and {_CHOSEN}
        group by 1
    )
    select
        *,
        spend_amount / nullif(sum(spend_amount) over (), 0) as spend_share,
        first_investments / nullif(sum(first_investments) over (), 0) as investment_share
    from sums
    where spend_amount > 0 or first_investments > 0
    order by spend_amount desc, channel_class
"""
_SPEND_TREND = f"""
    select
        cast(date_trunc($grain, stat_date) as date) as period_start,
        channel,
        sum(spend_amount) as spend_amount
    from fct_channel_daily
    where stat_date between $start and $end and spend_amount <> 0 and {_CHOSEN}
    group by all
    order by 1, 2
"""
_SPEND_TYPES = f"""
    select
        spend_type,
        sum(spend_amount) as spend_amount,
        sum(spend_amount) / nullif(sum(sum(spend_amount)) over (), 0) as spend_share
    from fct_spend_daily
    where stat_date between $start and $end and {_CHOSEN}
    group by spend_type
    order by spend_amount desc
"""


def totals(build: Build, filters: Filters) -> dict[str, Headline]:
    """Spend, paid and blended CAC, cost per registration, beside the window before."""
    frame = build.read(_TOTALS, filters.parameters)
    return headlines(frame, has_previous(build, filters))


def performance(build: Build, filters: Filters) -> pd.DataFrame:
    """One row per channel with any figure: additive sums and the ratios made from them."""
    return build.read(_PERFORMANCE, filters.parameters)


def class_shares(build: Build, filters: Filters) -> pd.DataFrame:
    """One row per class of channels: its share of spend and of first investors."""
    return build.read(_CLASSES, filters.parameters)


def spend_trend(build: Build, filters: Filters, grain: str) -> pd.DataFrame:
    """Spend per channel and day, week or month: period_start, channel, spend_amount."""
    return build.read(_SPEND_TREND, {**filters.parameters, "grain": grain})


def spend_types(build: Build, filters: Filters) -> pd.DataFrame:
    """Spend by what it was paid for (media, contract, partner, coupon ...), with its share."""
    return build.read(_SPEND_TYPES, filters.parameters)


def ranked_by_cac(frame: pd.DataFrame) -> pd.DataFrame:
    """Paid channels with enough first investors to be compared, cheapest first."""
    enough = frame["is_paid"] & (frame["first_investments"] >= RANKING_FLOOR)
    return frame[enough & (frame["spend_amount"] > 0)].sort_values("cac", kind="stable")


def clearly_dearest(frame: pd.DataFrame) -> pd.Series | None:
    """The paid channel that chance explains least of those dearer than all paid ones together.

    The row of `performance` with `least_cac`, what a first investor costs there at the least; all
    channels share one `DOUBT` (Sidak). None where chance may explain every channel. Subsidies are
    left out: nobody comes through a coupon, and whether it paid is what verdicts say.
    """
    brings = frame["is_paid"] & (frame["channel_role"] != "promotion")
    paid = frame[brings & (frame["spend_amount"] > 0)]
    if paid["first_investments"].sum() == 0:
        return None
    doubt = 1 - (1 - DOUBT) ** (1 / len(paid))
    most = [most_expected(int(count), doubt) for count in paid["first_investments"]]
    told = paid.assign(least_cac=paid["spend_amount"].astype(float) / most)
    average = float(paid["spend_amount"].sum() / paid["first_investments"].sum())
    worst = told.loc[told["least_cac"].idxmax()]
    return worst if worst["least_cac"] > average else None
