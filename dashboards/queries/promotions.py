"""Promotions of the window: verdicts, ledger, effects, overlaps, calendar and memory."""

from __future__ import annotations

import pandas as pd

from dashboards.queries.filters import Filters
from dashboards.queries.periods import Grain
from dashboards.queries.reader import Build

MOST_DAYS = 50
VERDICT_CODES = ("scale", "fix", "stop", "cannot tell")
_CHOSEN = """
    select * from dim_promotions
    where coalesce(starts_on, $start) <= $end and coalesce(ends_on, $end) >= $start
"""
_ONE_OF = "min(promotion_id) over ({0}) = max(promotion_id) over ({0})"
_NAMED = f"""
    select
        *,
        promotion_name || case
            when {_ONE_OF.format("partition by promotion_name")} then ''
            when
                starts_on is not null
                and {_ONE_OF.format("partition by promotion_name, starts_on")}
                then ' ' || strftime(starts_on, '%Y-%m-%d')
            else ' ' || promotion_id end as own_name
    from ({_CHOSEN}) as chosen
"""
"""Promotions that come again under one name are told apart by when they began."""
_VERDICTS = f"""
    with chosen as ({_NAMED})
    select
        verdicts.*, chosen.promotion_name, chosen.kind, chosen.starts_on, chosen.ends_on,
        cast(chosen.budget_amount as double) as budget_amount, chosen.cities,
        chosen.own_name || case when verdicts.arm in ('', 'treatment') then ''
            else ' · ' || verdicts.arm end as label,
        case when verdicts.subsidy_amount is null and verdicts.activity_cost_amount is null
            then null
            else coalesce(verdicts.subsidy_amount, 0) + coalesce(verdicts.activity_cost_amount, 0)
        end as cost
    from fct_promotion_verdicts as verdicts
    inner join chosen on verdicts.promotion_id = chosen.promotion_id
    order by list_position(['scale', 'fix', 'stop', 'cannot tell'], verdict),
        abs(net_profit) desc nulls last, verdicts.promotion_id, verdicts.arm
"""
_EARLIER = """
    select promotion_name
    from dim_promotions
    where ends_on < $start
    order by ends_on desc, promotion_id
"""
_LEDGER = f"""
    with chosen as ({_CHOSEN})
    select ledger.*, chosen.promotion_name
    from fct_promotion_ledger as ledger
    inner join chosen on ledger.promotion_id = chosen.promotion_id
    order by chosen.starts_on desc nulls last, ledger.promotion_id, ledger.is_control, ledger.arm
"""
_EFFECTS = """
    select
        cast(date_trunc($grain, effects.stat_date) as date) as period_start,
        sum(effect) as effect,
        sum(effect) - sqrt(sum(((high - low) / 2) ** 2)) as low,
        sum(effect) + sqrt(sum(((high - low) / 2) ** 2)) as high,
        arg_max(cumulative, stat_date) as cumulative,
        case when min(stat_date) <= any_value(promotions.ends_on) then 'during' else 'after' end
            as phase
    from fct_promotion_effects as effects
    inner join dim_promotions as promotions on effects.promotion_id = promotions.promotion_id
    where effects.promotion_id = $promotion and effects.arm = $arm
    group by 1
    order by 1
"""
_OVERLAPS = f"""
    with chosen as ({_CHOSEN})
    select
        chosen.promotion_name, others.promotion_name as other_name, pairs.people_in_common,
        pairs.people, pairs.common_share
    from fct_promotion_overlaps as pairs
    inner join chosen on pairs.promotion_id = chosen.promotion_id
    inner join dim_promotions as others on pairs.other_promotion_id = others.promotion_id
    order by pairs.common_share desc, chosen.promotion_id, others.promotion_id
"""
_CALENDAR = """
    select
        promotion_id, promotion_name, kind, starts_on, ends_on, cities, audience, hypothesis,
        metric, stop_rule, holdout_share, cast(budget_amount as double) as budget_amount, owner
    from dim_promotions
    where starts_on is not null and ends_on is not null and ends_on >= $start
    order by starts_on, promotion_id
"""
_CONFLICTS = """
    with dated as (
        select * from dim_promotions
        where starts_on is not null and ends_on is not null and ends_on >= $start
    ),
    pairs as (
        select
            one.promotion_name, other.promotion_name as other_name, 'promotion' as conflict,
            greatest(one.starts_on, other.starts_on) as starts_on,
            least(one.ends_on, other.ends_on) as ends_on
        from dated as one
        inner join dated as other
            on one.promotion_id < other.promotion_id and one.starts_on <= other.ends_on
                and one.ends_on >= other.starts_on
                and (one.cities is null or other.cities is null or one.cities = other.cities)
    ),
    holidays as (
        select
            dated.promotion_name, days.holiday_name as other_name_en,
            days.holiday_name_zh as other_name_zh, min(days.date_day) as starts_on,
            max(days.date_day) as ends_on
        from dated
        inner join dim_dates as days on days.date_day between dated.starts_on and dated.ends_on
        where days.holiday_name is not null
            and date_diff('day', dated.starts_on, dated.ends_on) < 60
        group by 1, 2, 3
    )
    select promotion_name, other_name as other_name_en, other_name as other_name_zh, conflict,
        starts_on, ends_on from pairs
    union all
    select promotion_name, other_name_en, other_name_zh, 'holiday', starts_on, ends_on
    from holidays
    order by starts_on, promotion_name, other_name_en
"""
_MEMORY = """
    select
        coalesce(nullif(memory.kind, ''), '?') as kind, promotions.promotion_name, memory.effect,
        memory.shrunk, memory.shrunk_low, memory.shrunk_high, memory.kind_mean, memory.kind_low,
        memory.kind_high, count(*) over (partition by memory.kind) as remembered
    from fct_promotion_memory as memory
    inner join dim_promotions as promotions on memory.promotion_id = promotions.promotion_id
    order by memory.kind, promotions.starts_on desc nulls last, memory.promotion_id, memory.arm
"""
_BASELINE = """
    select
        cast(sum(first_investments) as double) / nullif(sum(registrations), 0) as rate,
        sum(registrations) as people
    from fct_funnel_daily where entry_date between $start and $end
"""


def verdicts(build: Build, filters: Filters) -> pd.DataFrame:
    """One row per promotion of the window and arm, with names, dates and what it cost."""
    return build.read(_VERDICTS, filters.parameters)


def earlier(build: Build, filters: Filters) -> list[str]:
    """Names of the promotions that ended before the window, the latest first."""
    return list(build.read(_EARLIER, filters.parameters)["promotion_name"])


def ledger(build: Build, filters: Filters) -> pd.DataFrame:
    """One row per promotion of the window and arm: granted, used, cost, carried."""
    return build.read(_LEDGER, filters.parameters)


def effects(build: Build, promotion_id: str, arm: str, grain: Grain) -> pd.DataFrame:
    """One row per day or week of one arm: revenue won, interval, running total, phase.

    Days of a week are taken as independent of each other.
    """
    values = {"promotion": promotion_id, "arm": arm, "grain": grain}
    return build.read(_EFFECTS, values)


def effect_grain(row: pd.Series) -> Grain:
    """Days for short promotions, weeks for long ones."""
    return "day" if row["days_during"] + row["days_after"] <= MOST_DAYS else "week"


def overlaps(build: Build, filters: Filters) -> pd.DataFrame:
    """Pairs of promotions with the people who were given both."""
    return build.read(_OVERLAPS, filters.parameters)


def calendar(build: Build, filters: Filters) -> pd.DataFrame:
    """Promotions that end after the window's first day, planned ones too."""
    return build.read(_CALENDAR, filters.parameters)


def conflicts(build: Build, filters: Filters) -> pd.DataFrame:
    """Promotions that run at once in the same places, and holidays within shorter ones."""
    return build.read(_CONFLICTS, filters.parameters)


def memory(build: Build) -> pd.DataFrame:
    """What past promotions earned per unit of spend, and the range of the next of their kind."""
    return build.read(_MEMORY, {})


def baseline(build: Build, filters: Filters) -> pd.Series:
    """Share of registered people who invested, and how many registered, by day of entry."""
    return build.read(_BASELINE, filters.parameters).iloc[0]
