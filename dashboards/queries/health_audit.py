"""What still moves after it was reported, and tracking that does not fit the spend."""

from __future__ import annotations

import pandas as pd

from dashboards.queries.filters import Filters
from dashboards.queries.reader import Build

SETTLED_AGE = 30
"""Days after which what a source says of a day is taken as its last word."""
STILL_MOVING = 0.01
"""The share of spend that may still move after the suggested re-pull window."""
AGES = (1, 3, 7, 30)

_RESTATEMENTS = """
    with settled as (
        select *
        from fct_restatements
        where stat_date between $start and $end and stat_date + $settled_age <= $as_of
    ),

    ages as (
        select
            source,
            age_days,
            count(spend_amount) as days,
            cast(sum(abs(moved_spend_amount)) as double)
                / nullif(cast(sum(latest_spend_amount) filter (where spend_amount is not null)
                    as double), 0) as moved_share
        from settled
        group by source, age_days
    )

    select
        source,
        max(days) as days,
        max(moved_share) filter (where age_days = 1) as moved_1,
        max(moved_share) filter (where age_days = 3) as moved_3,
        max(moved_share) filter (where age_days = 7) as moved_7,
        max(moved_share) filter (where age_days = 30) as moved_30,
        min(age_days) filter (where moved_share <= $still_moving) as window_days
    from ages
    group by source
    having max(days) > 0
    order by moved_1 desc nulls last, source
"""

# Only what is bought by the click or the view should bring traffic on the days it is paid for.
_MISFITS = """
    with days as (
        select audit.*, channels.sort_order, channels.pricing_model
        from fct_tracking_audit as audit
        inner join dim_channels as channels using (channel)
        where stat_date between $start and $end and channels.is_paid
            and channels.channel_role <> 'none'
    ),

    channel_days as (
        select channel, sort_order, pricing_model, stat_date,
            sum(spend_amount) as spend_amount, sum(touchpoints) as touchpoints
        from days
        group by all
    ),

    channels as (
        select channel, sort_order, sum(spend_amount) as spend_amount,
            sum(touchpoints) as touchpoints, count(*) filter (where spend_amount > 0) as days
        from channel_days
        group by all
    ),

    campaigns as (
        select channel, sort_order, campaign_id, campaign_name, sum(spend_amount) as spend_amount,
            sum(touchpoints) as touchpoints, count(*) filter (where spend_amount > 0) as days
        from days
        where campaign_id <> ''
        group by all
    ),

    tracked as (
        select distinct channel from campaigns where spend_amount > 0 and touchpoints > 0
    ),

    misfits as (
        select 'spend_without_traffic' as misfit, channel, sort_order, null as campaign_id,
            null as campaign_name, days, spend_amount, touchpoints
        from channels
        where spend_amount > 0 and touchpoints = 0
        union all
        select 'spend_without_traffic', channel, sort_order, campaign_id, campaign_name, days,
            spend_amount, touchpoints
        from campaigns
        where spend_amount > 0 and touchpoints = 0 and channel in (select channel from tracked)
        union all
        select 'traffic_without_spend', channel, sort_order, null, null, count(*), 0,
            sum(touchpoints)
        from channel_days
        where spend_amount <= 0 and touchpoints > 0 and stat_date < $as_of
            and pricing_model in ('CPC', 'OCPC', 'CPM', 'CPT')
        group by channel, sort_order
    )

    select misfit, channel, campaign_id, campaign_name,
        cast(days as bigint) as days, cast(spend_amount as double) as spend_amount,
        cast(touchpoints as bigint) as touchpoints
    from misfits
    order by misfit, misfits.spend_amount desc, misfits.touchpoints desc, sort_order, campaign_id
"""
_UNMATCHED_VALUES = """
    select
        utm_source, utm_medium, code,
        cast(sum(sessions) as bigint) as sessions,
        concat_ws(' · ', any_value(sources.suggestion), any_value(mediums.suggestion),
            any_value(codes.suggestion)) as suggestion
    from fct_unmatched_traffic as traffic
    left join unmatched_suggestions as sources
        on sources.field = 'utm_source' and traffic.utm_source = sources.value
    left join unmatched_suggestions as mediums
        on mediums.field = 'utm_medium' and traffic.utm_medium = mediums.value
    left join unmatched_suggestions as codes
        on codes.field = 'code' and traffic.code = codes.value
    where stat_date between $start and $end
    group by utm_source, utm_medium, code
    order by sessions desc, utm_source, utm_medium, code
    limit 500
"""
_CODE_CONFLICTS = """
    select code, channel, other_channel, claimed_by, other_claimed_by
    from fct_code_conflicts
    order by code, channel, other_channel
"""


def restatements(build: Build, filters: Filters) -> pd.DataFrame:
    """One row per source: the share of spend that moved after each age, over settled days.

    `window_days` is the smallest age after which at most 1 % of spend moved; empty when even the
    oldest moved more. Days younger than 30 are left out: they may still move.
    """
    more = {
        "as_of": build.as_of_date,
        "settled_age": SETTLED_AGE,
        "still_moving": STILL_MOVING,
    }
    return build.read(_RESTATEMENTS, {**filters.parameters, **more})


def misfits(build: Build, filters: Filters) -> pd.DataFrame:
    """Paid channels and campaigns with spend and no traffic, or traffic on days without spend.

    Campaigns are looked at only in channels whose links name some of them.
    """
    return build.read(_MISFITS, {**filters.parameters, "as_of": build.as_of_date})


def unmatched_values(build: Build, filters: Filters) -> pd.DataFrame:
    """Tracking values that no rule knows, their sessions and the name they most likely meant."""
    return build.read(_UNMATCHED_VALUES, filters.parameters)


def code_conflicts(build: Build) -> pd.DataFrame:
    """Codes that two channels claim at the same time."""
    return build.read(_CODE_CONFLICTS)
