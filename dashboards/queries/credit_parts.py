"""Credit below the channel: by campaign, keyword and city, under every model."""

from __future__ import annotations

import pandas as pd

from dashboards.queries.contract import MODELS
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
_SUMMED = ", ".join(f"sum({model}_conversions) as {model}_credit" for model in MODELS)
_ADDED_UP = ", ".join(f"coalesce(sum({model}_credit), 0) as {model}_credit" for model in MODELS)
_CREDITS = f"""
    with campaigns as (
        select channel, campaign_id, {_SUMMED}
        from fct_campaign_credit_daily
        where $part = 'campaign' {_ASKED}
        group by 1, 2
    ),

    named as (
        select channel, campaign_id, any_value(campaign_name) as campaign_name
        from dim_campaigns
        group by 1, 2
    ),

    told as (
        select
            coalesce(nullif(named.campaign_name, ''), nullif(campaigns.campaign_id, '')) as part,
            campaigns.* exclude (campaign_id)
        from campaigns
        left join named
            on campaigns.channel = named.channel and campaigns.campaign_id = named.campaign_id
        union all by name
        select channel, nullif(keyword_id, '') as part, {_SUMMED}
        from fct_campaign_credit_daily
        where $part = 'keyword' {_ASKED} and keyword_id <> ''
        group by 1, 2
        union all by name
        select '' as channel, nullif(city, '') as part, {_SUMMED}
        from fct_city_credit_daily
        where $part = 'city' {_ASKED}
        group by 1, 2
    )

    select channel, part, {_ADDED_UP}
    from told
    where part is not null
    group by channel, part
    order by linear_credit desc, channel, part
    limit {LISTED}
"""


def credits(build: Build, filters: Filters, kind: str, part: str) -> pd.DataFrame:
    """One row per campaign or keyword of a channel, or per city: credit under every model."""
    return build.read(_CREDITS, {**filters.parameters, "conversion_kind": kind, "part": part})
