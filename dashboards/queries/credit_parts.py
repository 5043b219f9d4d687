"""Credit below the channel: by campaign, keyword and city, under every model."""

from __future__ import annotations

import pandas as pd

from dashboards.queries.filters import Filters
from dashboards.queries.reader import Build

PARTS = ("campaign", "keyword", "city")
LISTED = 200
"""Rows of the table; what has less credit by the linear model is left out."""

_NAMES = """
    select channel, campaign_id, any_value(campaign_name) as campaign_name
    from dim_campaigns
    group by channel, campaign_id
"""
_CREDITS = f"""
    with named as ({_NAMES}),

    told as (
        select
            credits.channel,
            coalesce(nullif(named.campaign_name, ''), nullif(credits.campaign_id, '')) as part,
            model,
            conversions
        from fct_campaign_credit_daily as credits
        left join named
            on credits.channel = named.channel and credits.campaign_id = named.campaign_id
        where $part = 'campaign'
            and conversion_kind = $conversion_kind
            and conversion_date between $start and $end
            and ($every_channel or list_contains($channels::varchar[], credits.channel))
        union all
        select channel, nullif(keyword_id, ''), model, conversions
        from fct_campaign_credit_daily
        where $part = 'keyword'
            and conversion_kind = $conversion_kind
            and conversion_date between $start and $end
            and ($every_channel or list_contains($channels::varchar[], channel))
        union all
        select '' as channel, nullif(city, ''), model, conversions
        from fct_city_credit_daily
        where $part = 'city'
            and conversion_kind = $conversion_kind
            and conversion_date between $start and $end
            and ($every_channel or list_contains($channels::varchar[], channel))
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
