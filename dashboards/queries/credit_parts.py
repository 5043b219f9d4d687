"""Credit below the channel: by campaign, keyword and city, under every model."""

from __future__ import annotations

import pandas as pd

from dashboards.queries.filters import Filters
from dashboards.queries.reader import Build

PARTS = ("campaign", "keyword", "city")
LISTED = 200
"""Rows of the table; what has less credit by the linear model is left out."""

_ASKED = """
            and conversion_kind = $conversion_kind
            and conversion_date between $start and $end
            and ($every_channel or list_contains($channels::varchar[], channel))
"""
_CREDITS = f"""
    with campaigns as (
        select channel, campaign_id, model, sum(conversions) as conversions
        from fct_campaign_credit_daily
        where $part = 'campaign' {_ASKED}
        group by 1, 2, 3
    ),

    named as (
        select channel, campaign_id, any_value(campaign_name) as campaign_name
        from dim_campaigns
        group by 1, 2
    ),

    told as (
        select
            campaigns.channel,
            coalesce(nullif(named.campaign_name, ''), nullif(campaigns.campaign_id, '')) as part,
            model,
            conversions
        from campaigns
        left join named
            on campaigns.channel = named.channel and campaigns.campaign_id = named.campaign_id
        union all
        select channel, nullif(keyword_id, ''), model, sum(conversions)
        from fct_campaign_credit_daily
        where $part = 'keyword' {_ASKED} and keyword_id <> ''
        group by 1, 2, 3
        union all
        select '' as channel, nullif(city, ''), model, sum(conversions)
        from fct_city_credit_daily
        where $part = 'city' {_ASKED}
        group by 1, 2, 3
    )

    select
        channel,
        part,
        coalesce(sum(conversions) filter (where model = 'first'), 0) as first_credit,
        coalesce(sum(conversions) filter (where model = 'last'), 0) as last_credit,
        coalesce(sum(conversions) filter (where model = 'last_non_direct'), 0)
            as last_non_direct_credit,
        coalesce(sum(conversions) filter (where model = 'last_paid'), 0) as last_paid_credit,
        coalesce(sum(conversions) filter (where model = 'linear'), 0) as linear_credit,
        coalesce(sum(conversions) filter (where model = 'position'), 0) as position_credit,
        coalesce(sum(conversions) filter (where model = 'time_decay'), 0) as time_decay_credit,
        coalesce(sum(conversions) filter (where model = 'markov'), 0) as markov_credit,
        coalesce(sum(conversions) filter (where model = 'shapley'), 0) as shapley_credit,
        coalesce(sum(conversions) filter (where model = 'leave_one_out'), 0)
            as leave_one_out_credit
    from told
    where part is not null
    group by channel, part
    order by linear_credit desc, channel, part
    limit {LISTED}
"""


def credits(build: Build, filters: Filters, kind: str, part: str) -> pd.DataFrame:
    """One row per campaign or keyword of a channel, or per city: credit under every model."""
    return build.read(_CREDITS, {**filters.parameters, "conversion_kind": kind, "part": part})
