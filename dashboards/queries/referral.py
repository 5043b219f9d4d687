"""Invites: who brings whom, what that costs, and how much of it goes to bonus hunters."""

from __future__ import annotations

import pandas as pd

from dashboards.queries.hunters import Question
from dashboards.queries.reader import Build

MOST_LINES = 1000
_TOTALS = """
    select
        count(*) as inviters,
        coalesce(sum(invited_accounts), 0) as accounts,
        coalesce(sum(invited_investors), 0) as investors,
        sum(reward_amount) as reward_amount,
        sum(owed_amount) as owed_amount,
        count(*) filter (where inviter_kind = 'contract') as contracts
    from fct_inviters
"""
_REWARDS = """
    select
        coalesce(sum(reward_amount), 0) as reward_amount,
        coalesce(sum(reward_amount) filter (
            where inviter_score_percent >= $cut_off or invitee_score_percent >= $cut_off
        ), 0) as hunter_reward_amount
    from fct_reward_scores
    where paid_date between $start and $end
"""
_COHORTS = """
    select
        registered_month as period_start, accounts, inviters, invited_accounts, invited_investors,
        case when is_mature_30 then invited_accounts_30 / nullif(accounts, 0) end as k_30,
        case when is_mature_90 then invited_accounts_90 / nullif(accounts, 0) end as k_90,
        invited_accounts / nullif(accounts, 0) as k_to_date,
        invited_accounts / nullif(inviters, 0) as per_inviter,
        is_mature_30
    from fct_referral_cohorts
    order by 1
"""
_INVITERS = f"""
    select
        inviters.inviter_id, inviter_kind, partner, contract_id, registered_date, invited_accounts,
        invited_investors, coalesce(scores.hunters, 0) as hunters, invited_amount,
        invited_revenue_amount, reward_amount, owed_amount,
        (reward_amount + coalesce(owed_amount, 0)) / nullif(invited_investors, 0)
            as cost_per_investor,
        score_percent
    from fct_inviters as inviters
    left join (
        select breakdown_value as inviter_id,
            sum(investors) filter (where score_percent >= $cut_off) as hunters
        from fct_hunter_scores
        where breakdown = 'inviter'
        group by 1
    ) as scores using (inviter_id)
    order by invited_accounts desc, inviters.inviter_id
    limit {MOST_LINES}
"""
_TREES = """
    select
        depth, count(*) as trees, sum(accounts) as accounts, max(accounts) as largest,
        sum(investors) as investors, sum(invested_amount) as invested_amount
    from fct_invite_trees
    group by 1
    order by 1
"""
_QUALITY = """
    with scores as (
        select
            case when channel = 'referral' then 'referral' else 'others' end as side,
            sum(investors) as investors,
            coalesce(sum(investors) filter (where score_percent >= $cut_off), 0) as hunters,
            sum(invested_amount) as invested_amount,
            sum(revenue_amount) as revenue_amount,
            sum(subsidy_amount) as subsidy_amount
        from fct_hunter_scores
        where breakdown = 'channel' and first_invested_date between $start and $end
        group by 1
    ),
    people as (
        select
            case when daily.channel = 'referral' then 'referral' else 'others' end as side,
            sum(registrations) as registrations,
            sum(spend_amount) as spend_amount
        from fct_channel_daily as daily
        where stat_date between $start and $end
        group by 1
    )
    select
        side, registrations, investors, hunters,
        investors / nullif(registrations, 0) as investing_rate,
        hunters / nullif(investors, 0) as hunter_share,
        spend_amount / nullif(investors, 0) as cac,
        spend_amount / nullif(investors - hunters, 0) as real_cac,
        invested_amount / nullif(investors, 0) as invested_per_investor,
        revenue_amount / nullif(investors, 0) as revenue_per_investor
    from people
    left join scores using (side)
    order by side desc
"""


def totals(build: Build) -> pd.Series:
    """Inviters, whom they brought, rewards and what contracts give, over all data."""
    return build.read(_TOTALS).iloc[0]


def rewards(build: Build, asked: Question) -> pd.Series:
    """Rewards paid in the window, and those to or for bonus hunters."""
    return build.read(_REWARDS, asked.parameters).iloc[0]


def cohorts(build: Build) -> pd.DataFrame:
    """One row per month of registration: accounts brought per account, by age and to date."""
    return build.read(_COHORTS)


def inviters(build: Build, asked: Question) -> pd.DataFrame:
    """Inviters under pseudonyms, who brought most first."""
    return build.read(_INVITERS, asked.parameters)


def trees(build: Build) -> pd.DataFrame:
    """Invite trees by depth: how many, how large."""
    return build.read(_TREES)


def quality(build: Build, asked: Question) -> pd.DataFrame:
    """Two rows, invited investors and all others: how many invest, how much, at what cost."""
    return build.read(_QUALITY, asked.parameters)
