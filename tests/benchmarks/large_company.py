"""The serving file of a company of 20 million visitors and two years, written by SQL alone.

The small company of the page tests gives every table its columns and kinds of values; here it
grows to 44 channels, 730 days and as many rows as such a company publishes: a table of people by
their number, a table by day, channel and value to where simulated companies of 40 thousand, 200
thousand and 600 thousand visitors saturate.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import duckdb

from tests.dashboards.fixture import AS_OF, swap, write_serving_file

DAYS = 730
COPIES = 11
"""Of each of the small company's four channels."""
FIRST_DAY = AS_OF - timedelta(days=DAYS - 1)
KEYS_PER_CHANNEL = 14
CITIES = 20

_MACROS = f"""
create temp table days as
    select cast(d as date) as day
    from generate_series(date '{FIRST_DAY}', date '{AS_OF}', interval 1 day) as t (d);
create temp table months as select distinct cast(date_trunc('month', day) as date) as month
    from days;
create temp table copies as select n from range({COPIES}) as t (n);
create temp macro named(code, n) as case when n = 0 then code else code || '_' || n end;
create temp macro day_of(n) as cast(date '{AS_OF}' - cast(n % {DAYS} as integer) as date);
create temp macro factor(a, b, c) as 4 + (hash(a, b, c) % 1500) / 100.0;
"""
_CHANNELS = """
create or replace table dim_channels as
    select small.* replace (named(channel, n) as channel,
        named(channel_name, n) as channel_name, named(channel_name_zh, n) as channel_name_zh,
        sort_order + 10 * n as sort_order)
    from dim_channels as small cross join copies;
create or replace table dim_dates as
    select cast(d as date) as date_day, isodow(d) < 6 as is_workday,
        case when strftime(d, '%m-%d') between '05-01' and '05-05' then 'Labour Day' end
            as holiday_name,
        case when strftime(d, '%m-%d') between '05-01' and '05-05' then '劳动节' end
            as holiday_name_zh
    from generate_series(date '2000-01-01', date '2049-12-31', interval 1 day) as t (d);
create or replace table dim_campaigns as
    select 'baidu_sem' as source, channel || '-c' || n as campaign_id,
        'Campaign ' || n as campaign_name, channel
    from dim_channels cross join range(15) as t (n);
"""
_CREDIT = f"""
create temp table kinds as select * from (values ('registration', 40.0), ('first_investment', 10.0),
    ('repeat_investment', 8.0)) as t (kind, mean);
create temp table models as select distinct model from fct_channel_credit_daily;
create temp table credited as
    select day, kind, model, channel, mean * (hash(day, kind, model, channel) % 200) / 100 as credit
    from days cross join kinds cross join models
    cross join (select channel from dim_channels union all select 'unattributed') as channels;
create or replace table fct_channel_credit_daily as
    select day as conversion_date, kind as conversion_kind, model, channel, credit as conversions,
        case when kind <> 'registration' then cast(credit * 5000 as decimal(18, 2)) end as amount
    from credited order by day, kind, model, channel;
create or replace table fct_campaign_credit_daily as
    select day as conversion_date, kind as conversion_kind, model, channel,
        channel || '-c' || (n % 5 + 5 * (hash(day, channel) % 3)) as campaign_id,
        'k' || hash(day, channel, n) % 400 as keyword_id,
        credit / {KEYS_PER_CHANNEL} as conversions,
        case when kind <> 'registration'
            then cast(credit * 5000 / {KEYS_PER_CHANNEL} as decimal(18, 2)) end as amount
    from credited cross join range({KEYS_PER_CHANNEL}) as t (n)
    order by day, kind, model, channel;
create or replace table fct_city_credit_daily as
    select day as conversion_date, kind as conversion_kind, model, channel, 'City ' || n as city,
        credit / {CITIES} as conversions,
        case when kind <> 'registration'
            then cast(credit * 5000 / {CITIES} as decimal(18, 2)) end as amount
    from credited cross join range({CITIES}) as t (n)
    where channel <> 'unattributed'
    order by day, kind, model, channel;
create or replace table fct_credit_certainty as
    select small.* replace (named(channel, n) as channel)
    from fct_credit_certainty as small cross join copies;
create or replace table fct_channel_truths as
    select small.* replace (months.month as month, named(channel, n) as channel)
    from fct_channel_truths as small cross join months cross join copies;
"""
_CAMPAIGNS = """
create or replace table fct_campaign_daily as
    select day as stat_date, channel, 'baidu_sem' as source,
        channel || '-c' || campaign as campaign_id, 'g' || keyword % 3 as adgroup_id,
        'k' || keyword as keyword_id, x * 50 as impressions, x as clicks,
        cast(x * 4 as decimal(18, 2)) as spend_amount, x // 2 as visitors,
        x // 20 as registrations, x // 100 as first_investments,
        cast(x as decimal(18, 4)) as revenue_7_amount,
        cast(x * 3 as decimal(18, 4)) as revenue_30_amount,
        cast(x * 6 as decimal(18, 4)) as revenue_90_amount,
        cast(x * 8 as decimal(18, 4)) as revenue_180_amount
    from (
        select day, channel, campaign, keyword,
            cast(hash(day, channel, campaign, keyword) % 200 as bigint) as x
        from days cross join dim_channels cross join range(15) as t (campaign)
        cross join range(8) as u (keyword)
    )
    order by day, channel, campaign, keyword;
create or replace table fct_conversion_paths as
    select month, kind as conversion_kind, false as is_rest,
        named('baidu_generic', n % 11) || ' > ' || named('outdoor', n % 7) || ' > '
            || named('direct', n % 5) || ' > ' || named('outdoor', n // 11) as path,
        300 - n as conversions
    from months cross join kinds cross join range(300) as t (n);
"""
_COHORTS = f"""
create or replace table fct_cohort_activity as
    with starts as (
        select distinct 'month' as cohort_grain, cast(date_trunc('month', day) as date) as start
        from days
        union all
        select distinct 'week', cast(date_trunc('week', day) as date) from days
    ),
    cells as (
        select a.cohort_grain, a.start as cohort_start, b.start as period_start,
            date_diff(a.cohort_grain, a.start, b.start) as period_index
        from starts as a
        inner join starts as b on a.cohort_grain = b.cohort_grain and a.start <= b.start
    )
    select cohort_grain, cohort_start, channel, period_index, 600 as cohort_size,
        600 // (period_index + 1) as active_investors,
        cast(600000 // (period_index + 1) as decimal(18, 2)) as invested_amount,
        cast(600000 as decimal(18, 2)) as first_period_amount,
        period_start + if(cohort_grain = 'week', interval 7 day, interval 1 month)
            <= date '{AS_OF}' + 1 as is_complete
    from cells cross join dim_channels;
"""
_HEALTH = f"""
create or replace table fct_deliveries as
    select small.* replace (source || '_' || n as source, delivery_id || '_' || n || '_' || back
        as delivery_id, strftime(day_of(back), '%Y-%m-%d') as stat_date,
        cast(day_of(back) + interval 30 hour as timestamp) as delivered_at)
    from (from fct_deliveries limit 1) as small cross join range(38) as t (n)
    cross join range({DAYS}) as u (back);
create or replace table fct_source_freshness as
    select small.* replace (source || '_' || n as source)
    from fct_source_freshness as small cross join range(22) as t (n);
create or replace table fct_rejects as
    select small.* replace (_row_number + n as _row_number) from fct_rejects as small
    cross join range(8000) as t (n);
create or replace table fct_restatements as
    select small.* replace (source || '_' || n as source, day_of(back) as stat_date)
    from (from fct_restatements where stat_date = date '2026-04-01') as small
    cross join range(11) as t (n)
    cross join range({DAYS}) as u (back);
create or replace table fct_tracking_audit as
    select small.* replace (day_of(back) as stat_date, named(channel, n % {COPIES}) as channel,
        campaign_id || n as campaign_id)
    from (from fct_tracking_audit where stat_date = date '2026-04-01') as small
    cross join range(165) as t (n) cross join range({DAYS}) as u (back);
create or replace table fct_unmatched_traffic as
    select small.* replace (day_of(back) as stat_date, utm_source || n % 200 as utm_source)
    from fct_unmatched_traffic as small cross join range(10) as t (n)
    cross join range({DAYS}) as u (back);
create or replace table fct_identity_fragments as
    select small.* replace (month as first_month)
    from fct_identity_fragments as small cross join months;
create or replace table meta_checks as
    select small.* replace (check_name || n as check_name)
    from meta_checks as small cross join range(70) as t (n);
"""
_PEOPLE = f"""
create or replace table fct_bonus_hunters as
    select small.* replace (substr(md5(investor || n), 1, 12) as investor, day_of(n)
        as first_invested_date, named(channel, n % {COPIES}) as channel)
    from fct_bonus_hunters as small cross join range(27000) as t (n);
create or replace table fct_hunter_clusters as
    select small.* replace (substr(md5(cluster_id || n), 1, 12) as cluster_id,
        day_of(n) as first_invested_date, day_of(n) as last_invested_date)
    from fct_hunter_clusters as small cross join range(7000) as t (n);
create or replace table fct_hunter_scores as
    select small.* replace (named(channel, n) as channel,
        case breakdown when 'channel' then named(channel, n) else breakdown_value end
            as breakdown_value,
        day_of(back) as first_invested_date, cast(score % 101 as integer) as score_percent)
    from fct_hunter_scores as small cross join copies cross join range({DAYS}) as u (back)
    cross join (select 7 * x as score from range(10) as v (x));
create or replace table fct_inviters as
    select small.* replace (substr(md5(inviter_id || n), 1, 12) as inviter_id,
        day_of(n) as registered_date)
    from fct_inviters as small cross join range(63000) as t (n);
create or replace table fct_invite_trees as
    select small.* from fct_invite_trees as small cross join range(58000);
create or replace table fct_reward_scores as
    select small.* replace (day_of(n) as paid_date, n % 100 as inviter_score_percent)
    from fct_reward_scores as small cross join range(18000) as t (n);
create or replace table fct_referral_cohorts as
    select small.* replace (month as registered_month)
    from (from fct_referral_cohorts limit 1) as small cross join months;
create or replace table fct_registration_evidence as
    select small.* replace (named(channel, n % {COPIES}) as channel, 'u' || n as user_id,
        substr(md5(account || n), 1, 12) as account, day_of(n) as registered_date,
        n % 9 = 0 as is_doubtful)
    from fct_registration_evidence as small cross join range(530000) as t (n);
create or replace table fct_partner_payables as
    select small.* replace (named(channel, n % {COPIES}) as channel,
        event_key || '_' || n as event_key,
        network_txn_id || '_' || n as network_txn_id, order_id || '_' || n as order_id,
        day_of(n) as event_date,
        case when n % 40 = 0 then dispute end as dispute)
    from fct_partner_payables as small cross join range(190000) as t (n);
"""
_PLACES = """
create or replace table fct_activities as
    select small.* replace (activity_id || '_' || n as activity_id, day_of(3 * n) as start_date,
        day_of(3 * n) as end_date)
    from fct_activities as small cross join range(200) as t (n);
create or replace table fct_activity_codes as
    select small.* replace (code || '_' || n as code, activity_id || '_' || n as activity_id)
    from fct_activity_codes as small cross join range(660) as t (n);
create or replace table fct_placements as
    select small.* replace (placement_id || '_' || n as placement_id, day_of(2 * n) as start_date,
        day_of(2 * n) as watched_until)
    from fct_placements as small cross join range(400) as t (n);
create or replace table fct_place_lifts as
    select small.* replace (placement_id || '_' || n as placement_id)
    from fct_place_lifts as small cross join range(400) as t (n);
create or replace table fct_offline_cities_monthly as
    select small.* replace (months.month as month, named(channel, n) as channel)
    from fct_offline_cities_monthly as small cross join months cross join copies;
create or replace table fct_funnel_breakdowns as
    select small.* replace (month as entry_month, breakdown_value || n as breakdown_value,
        value_name || n as value_name)
    from (from fct_funnel_breakdowns where entry_month = date '2026-03-01') as small
    cross join months cross join range(80) as t (n);
create or replace table fct_plan_vs_actual as
    select small.* replace (months.month as month)
    from fct_plan_vs_actual as small cross join months;
create or replace table fct_spend_waterfall as
    select small.* replace (months.month as month_start)
    from (from fct_spend_waterfall where month_start = date '2026-05-01') as small
    cross join months;
"""
_PROMOTIONS = """
create temp table times as select n from range(15) as t (n);
create or replace table dim_promotions as
    select small.* replace (promotion_id || '_' || n as promotion_id,
        cast(starts_on - cast(40 * n as integer) as date) as starts_on,
        cast(ends_on - cast(40 * n as integer) as date) as ends_on)
    from dim_promotions as small cross join times;
create or replace table fct_promotion_ledger as
    select small.* replace (promotion_id || '_' || n as promotion_id)
    from fct_promotion_ledger as small cross join times;
create or replace table fct_promotion_verdicts as
    select small.* replace (promotion_id || '_' || n as promotion_id)
    from fct_promotion_verdicts as small cross join times;
create or replace table fct_promotion_effects as
    select small.* replace (promotion_id || '_' || n as promotion_id,
        cast(stat_date - cast(40 * n as integer) as date) as stat_date)
    from fct_promotion_effects as small cross join times;
create or replace table fct_promotion_memory as
    select small.* replace (promotion_id || '_' || n as promotion_id)
    from fct_promotion_memory as small cross join times;
create or replace table fct_promotion_overlaps as
    select small.* replace (promotion_id || '_' || n as promotion_id,
        other_promotion_id || '_' || n as other_promotion_id)
    from fct_promotion_overlaps as small cross join times;
"""
_PARTS = (_CHANNELS, _CREDIT, _CAMPAIGNS, _COHORTS, _HEALTH, _PEOPLE, _PLACES, _PROMOTIONS)
_BY_DAY = {
    "fct_channel_daily": ("stat_date", 1),
    "fct_spend_daily": ("stat_date", 15),
    "fct_funnel_daily": ("entry_date", 1),
    "fct_funnel_steps_daily": ("entry_date", 2),
    "fct_channel_cohorts": ("entry_date", 2),
    "fct_growth_daily": ("stat_date", 0),
}
"""Tables of additive figures by day: their day, and how many rows each of theirs becomes."""
_NUMBERS = ("DECIMAL", "BIGINT", "HUGEINT", "INTEGER")
_NOT_ADDED = frozenset({"age_days", "step_number", "window_days"})


def write_company(link: Path) -> Path:
    """Write the company as a new serving file with `link` leading to it, and return the file."""
    link.with_name("headwater-large.duckdb").unlink(missing_ok=True)
    write_serving_file(link, "large")
    target = link.resolve()
    with duckdb.connect(str(target)) as connection:
        connection.execute(_MACROS)
        for part in (
            _CHANNELS,
            _CREDIT,
            _CAMPAIGNS,
            _COHORTS,
            _HEALTH,
            _PEOPLE,
            _PLACES,
            _PROMOTIONS,
        ):
            connection.execute(part)
        for table, (day, parts) in _BY_DAY.items():
            connection.execute(_grown(connection, table, day, parts))
    return target


def publish_again(link: Path, name: str) -> Path:
    """The same figures as another build, swapped in as a publish does; returns its file."""
    fresh = link.with_name(f"headwater-{name}.duckdb")
    with duckdb.connect() as connection:
        connection.execute(f"attach '{link.resolve()}' as old (read_only)")
        connection.execute(f"attach '{fresh}' as new")
        connection.execute("copy from database old to new")
        connection.execute("update new.meta_build set build_id = ?", [name])
    swap(link, fresh)
    return fresh


def _grown(connection: duckdb.DuckDBPyConnection, table: str, day: str, parts: int) -> str:
    """Repeat a table of additive figures over all days and channels, each row by its own factor."""
    described = connection.execute(f"describe {table}").fetchall()
    columns = []
    for name, kind, *_ in described:
        value = f'"{name}"'
        if name == day:
            value = "days.day"
        elif name == "channel":
            value = "named(channel, n)"
        elif name == "campaign_id":
            value = "named(channel, n) || '-c' || part"
        elif name == "is_mature":
            value = f"days.day + 90 <= date '{AS_OF}'"
        elif (
            kind.startswith(("DECIMAL", "BIGINT", "HUGEINT", "INTEGER")) and name not in _NOT_ADDED
        ):
            value = f"cast({value} * factor(days.day, n, part) / {max(parts, 1)} as {kind})"
        columns.append(f'{value} as "{name}"')
    copies = "copies" if parts else "(select 0 as n)"
    return f"""
        create or replace table {table} as
            select {", ".join(columns)}
            from (from {table} where {day} = date '{AS_OF - timedelta(days=60)}') as small
            cross join days cross join {copies} cross join range({max(parts, 1)}) as t (part)
            order by days.day
    """
