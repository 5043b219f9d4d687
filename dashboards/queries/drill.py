"""A channel's figures level by level: platform, campaign, ad group and keyword."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote, unquote

import pandas as pd

from dashboards.queries.economics import OLD_ENOUGH
from dashboards.queries.filters import Filters
from dashboards.queries.periods import days_per_point, points
from dashboards.queries.reader import Build

LEVELS = ("channel", "source", "campaign_id", "adgroup_id", "keyword_id")
LISTED = 500
"""Rows of one level; those with least spend and fewest people are left out."""

_STEP = """
    with named as (
        select channel, campaign_id, any_value(campaign_name) as campaign_name
        from dim_campaigns
        group by channel, campaign_id
    ),

    parts as (
        select
            stat_date,
            {level} as item,
            any_value(channel) as channel,
            any_value(campaign_id) as campaign_id,
            sum(spend_amount) as spend_amount,
            sum(impressions) as impressions,
            sum(clicks) as clicks,
            sum(visitors) as visitors,
            sum(registrations) as registrations,
            sum(first_investments) as first_investments,
            sum(revenue_7_amount) as revenue_7_amount,
            sum(revenue_30_amount) as revenue_30_amount,
            sum(revenue_90_amount) as revenue_90_amount,
            sum(revenue_180_amount) as revenue_180_amount,
            date_diff('day', stat_date, $as_of) as age
        from fct_campaign_daily
        where stat_date between $start and $end
            and ($every_channel or list_contains($channels::varchar[], channel))
            {within}
        group by 1, 2
    ),

    points as (
        select
            item,
            date_diff('day', stat_date, $end) // $span as back,
            sum(first_investments) as first_investments
        from parts
        group by 1, 2
    ),

    lines as (
        select item, list(first_investments order by back desc) as trend
        from (
            select items.item, backs.back, coalesce(points.first_investments, 0)
                as first_investments
            from (select distinct item from parts) as items
            cross join range($spans) as backs (back)
            left join points on items.item = points.item and backs.back = points.back
        )
        group by 1
    ),

    sums as (
        select
            item,
            any_value(channel) as channel,
            any_value(campaign_id) as campaign_id,
            sum(spend_amount) as spend_amount,
            cast(sum(impressions) as bigint) as impressions,
            cast(sum(clicks) as bigint) as clicks,
            cast(sum(visitors) as bigint) as visitors,
            cast(sum(registrations) as bigint) as registrations,
            cast(sum(first_investments) as bigint) as first_investments,
            sum(spend_amount) filter (where age >= 7) as spend_7,
            sum(spend_amount) filter (where age >= 30) as spend_30,
            sum(spend_amount) filter (where age >= 90) as spend_90,
            sum(spend_amount) filter (where age >= 180) as spend_180,
            sum(revenue_7_amount) filter (where age >= 7) as revenue_7,
            sum(revenue_30_amount) filter (where age >= 30) as revenue_30,
            sum(revenue_90_amount) filter (where age >= 90) as revenue_90,
            sum(revenue_180_amount) filter (where age >= 180) as revenue_180,
            -- As on the economics page: an age that few entry days have reached pays nothing back.
            quantile_disc(age, 1 - {old_enough}) as usual_age
        from parts
        group by 1
    )

    select
        sums.item,
        {name} as name,
        spend_amount,
        spend_amount / nullif(sum(spend_amount) over (), 0) as spend_share,
        impressions,
        clicks,
        spend_amount / nullif(clicks, 0) as cpc,
        visitors,
        registrations,
        spend_amount / nullif(registrations, 0) as cost_per_registration,
        first_investments,
        first_investments / nullif(visitors, 0) as investors_per_visitor,
        spend_amount / nullif(first_investments, 0) as cac,
        revenue_30 / nullif(spend_30, 0) - 1 as roi_30,
        revenue_90 / nullif(spend_90, 0) - 1 as roi_90,
        case
            when revenue_7 >= spend_7 and spend_7 > 0 and usual_age >= 7 then 7
            when revenue_30 >= spend_30 and spend_30 > 0 and usual_age >= 30 then 30
            when revenue_90 >= spend_90 and spend_90 > 0 and usual_age >= 90 then 90
            when revenue_180 >= spend_180 and spend_180 > 0 and usual_age >= 180 then 180
        end as payback_days,
        trend
    from sums
    inner join lines on sums.item = lines.item
    left join named
        on sums.channel = named.channel and sums.campaign_id = named.campaign_id
    order by spend_amount desc, visitors desc, sums.item
    limit {listed}
"""
_TRUTHS = """
    select
        conversion_kind,
        sum(claimed_conversions) as claimed,
        sum(own_conversions) as own,
        sum(own_conversions) filter (where claimed_conversions is not null) as own_of_claimed,
        sum(incremental_conversions) as incremental,
        sum(incremental_low) as low,
        sum(incremental_high) as high,
        count(incremental_conversions) as tested_months,
        any_value(own_model) as own_model
    from fct_channel_truths
    where channel = $channel
        and month between date_trunc('month', $start) and $end
        and (claimed_conversions is not null or incremental_conversions is not null)
    group by 1
    order by 1
"""
_NAME = """
    select any_value(campaign_name) as name
    from dim_campaigns
    where channel = $channel and campaign_id = $campaign_id
"""


def step(build: Build, filters: Filters, path: Sequence[str]) -> pd.DataFrame:
    """One row per item of the level below `path`: spend, funnel, CAC, cohort ROI, payback, trend.

    `path` holds the chosen channel, source, campaign and ad group, as far as they are chosen.
    """
    level = LEVELS[len(path)]
    within = "".join(f" and {name} = $at_{name}" for name in LEVELS[: len(path)])
    name = "coalesce(named.campaign_name, sums.item)" if level == "campaign_id" else "sums.item"
    sql = _STEP.format(level=level, within=within, name=name, listed=LISTED, old_enough=OLD_ENOUGH)
    chosen = {f"at_{name}": value for name, value in zip(LEVELS, path, strict=False)}
    shape = {"span": days_per_point(filters), "spans": points(filters)}
    values = {**filters.parameters, **chosen, **shape, "as_of": build.as_of_date}
    return build.read(sql, values)


def truths(build: Build, filters: Filters, channel: str) -> pd.DataFrame:
    """Per kind of conversion what a channel claims, we credit and tests measured, whole months."""
    return build.read(_TRUTHS, {**filters.parameters, "channel": channel})


def campaign_name(build: Build, channel: str, campaign_id: str) -> str:
    """A campaign's name; its id when nobody named it."""
    found = build.read(_NAME, {"channel": channel, "campaign_id": campaign_id})
    name = found["name"].iloc[0]
    return str(name) if isinstance(name, str) and name else campaign_id


def written(path: Sequence[str]) -> str:
    """A path as it stands in the address."""
    return "/".join(quote(part, safe="") or "~" for part in path)


def read(text: str) -> tuple[str, ...]:
    """The path that an address holds; a level beyond the last one is cut off."""
    if not text:
        return ()
    parts = text.split("/")[: len(LEVELS) - 1]
    return tuple("" if part == "~" else unquote(part) for part in parts)
