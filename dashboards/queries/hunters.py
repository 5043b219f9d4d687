"""Bonus hunters at a cut-off: investors, subsidy and cost of one with and without them."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from dashboards.queries.filters import Filters
from dashboards.queries.reader import Build, Parameters

CUT_OFFS = ("50", "60", "70", "80", "90")
DEFAULT_CUT_OFF = "70"
BREAKDOWNS = ("channel", "partner", "promotion", "inviter")
MOST_LINES = 1000
MOST_GROUPS = 200
REASONS = (
    *("is_smallest", "is_shortest", "is_coupon_carried", "has_left"),
    *("shares_card", "shares_device", "shares_inviter", "shares_ip_block"),
)
_CHOSEN = (
    "first_invested_date between $start and $end "
    "and ($every_channel or list_contains($channels::varchar[], channel))"
)
_SUMS = """
    coalesce(sum(investors), 0) as investors,
    coalesce(sum(investors) filter (where score_percent >= $cut_off), 0) as hunters,
    coalesce(sum(investors) filter (where not is_mature), 0) as young,
    coalesce(sum(subsidy_amount), 0) as subsidy_amount,
    coalesce(sum(subsidy_amount) filter (where score_percent >= $cut_off), 0)
        as hunter_subsidy_amount,
    sum(invested_amount) as invested_amount,
    sum(revenue_amount) as revenue_amount
"""
_SPEND = """
    select 'channel' as breakdown, channel as breakdown_value, sum(spend_amount) as spend_amount
    from fct_channel_daily
    where stat_date between $start and $end
        and ($every_channel or list_contains($channels::varchar[], channel))
    group by 2
    union all
    select 'partner', coalesce(partner, channel), sum(owed_amount)
    from fct_partner_payables
    where event_date between $start and $end
        and ($every_channel or list_contains($channels::varchar[], channel))
    group by 2
"""
_TOTALS = f"""
    select {_SUMS}, any_value(spend.spend_amount) as spend_amount
    from fct_hunter_scores
    cross join (
        select sum(spend_amount) as spend_amount from ({_SPEND}) where breakdown = 'channel'
    ) as spend
    where breakdown = 'channel' and {_CHOSEN}
"""
_HISTOGRAM = f"""
    select cast(5 * floor(score_percent / 5) as integer) as score_from, sum(investors) as investors
    from fct_hunter_scores
    where breakdown = 'channel' and {_CHOSEN}
    group by 1
    order by 1
"""
_GROUPS = f"""
    with scores as (
        select breakdown, breakdown_value, {_SUMS}
        from fct_hunter_scores
        where breakdown = $breakdown and {_CHOSEN}
        group by 1, 2
    )
    select
        breakdown_value, investors, hunters, young, subsidy_amount, hunter_subsidy_amount,
        spend_amount,
        hunters / nullif(investors, 0) as hunter_share,
        hunter_subsidy_amount / nullif(subsidy_amount, 0) as hunter_subsidy_share,
        subsidy_amount / nullif(investors, 0) as subsidy_per_investor,
        subsidy_amount / nullif(investors - hunters, 0) as subsidy_per_real_investor,
        spend_amount / nullif(investors, 0) as cac,
        spend_amount / nullif(investors - hunters, 0) as real_cac,
        invested_amount / nullif(investors, 0) as invested_per_investor,
        revenue_amount / nullif(investors, 0) as revenue_per_investor
    from scores
    left join ({_SPEND}) as spend using (breakdown, breakdown_value)
    order by hunters desc, investors desc, breakdown_value
    limit {MOST_GROUPS}
"""
_SUSPECTS = f"""
    select
        investor, coalesce(cluster_id, '') as cluster_id, channel, partner, score_percent,
        investments, invested_amount, subsidy_amount, {", ".join(REASONS)}, first_invested_date
    from fct_bonus_hunters
    where score_percent >= $cut_off and {_CHOSEN}
    order by score_percent desc, subsidy_amount desc, investor
    limit {MOST_LINES}
"""
_CLUSTERS = f"""
    with hunters as (
        select cluster_id, count(*) as hunters
        from fct_bonus_hunters
        where score_percent >= $cut_off
        group by 1
    )
    select
        clusters.cluster_id, channels, investors,
        coalesce(hunters.hunters, 0) as hunters, shared_cards, shared_devices, shared_inviters,
        shared_ip_blocks, subsidy_amount, first_invested_date, last_invested_date
    from fct_hunter_clusters as clusters
    left join hunters using (cluster_id)
    where last_invested_date >= $start and first_invested_date <= $end
        and ($every_channel or list_contains($channels::varchar[], first_channel))
    order by hunters desc, investors desc, clusters.cluster_id
    limit {MOST_LINES}
"""


@dataclass(frozen=True)
class Question:
    """What is asked of the scores: the page's filters and the cut-off, 0 to 100."""

    filters: Filters
    cut_off: int

    @property
    def parameters(self) -> Parameters:
        """The values that queries bind by name."""
        return {**self.filters.parameters, "cut_off": self.cut_off}


def totals(build: Build, asked: Question) -> pd.Series:
    """Investors, bonus hunters, subsidy of each, and the channels' spend."""
    return build.read(_TOTALS, asked.parameters).iloc[0]


def histogram(build: Build, asked: Question) -> pd.DataFrame:
    """Investors by score in steps of five."""
    return build.read(_HISTOGRAM, asked.parameters)


def groups(build: Build, asked: Question, breakdown: str) -> pd.DataFrame:
    """One row per value of a breakdown, most hunters first, with costs with and without them."""
    return build.read(_GROUPS, {**asked.parameters, "breakdown": breakdown})


def suspects(build: Build, asked: Question) -> pd.DataFrame:
    """Investors from the cut-off on, under pseudonyms, a column per reason."""
    return build.read(_SUSPECTS, asked.parameters)


def clusters(build: Build, asked: Question) -> pd.DataFrame:
    """Clusters by what ties them, the ones with most hunters first."""
    return build.read(_CLUSTERS, asked.parameters)
