"""The large company's tables of people, places, promotions and deliveries."""

from __future__ import annotations

from tests.dashboards.fixture import AS_OF

DAYS = 730
COPIES = 11
"""Of each of the small company's four channels."""

ECONOMICS = f"""
create or replace table fct_cohort_ages as
    select day as entry_date, channel, cast(age as integer) as age_days,
        cast(hash(day, channel, age) % 3 as bigint) as first_investments,
        cast(hash(day, channel, age) % 900 as decimal(18, 4)) as revenue_amount
    from days cross join dim_channels cross join range(181) as t (age)
    where day + cast(age as integer) <= date '{AS_OF}'
    order by day, channel, age;
create or replace table fct_payback as
    select month as cohort_month, channel, cast(age as integer) as age_days, 30 as entry_days,
        30 as mature_days, cast(200000 as decimal(18, 2)) as spend_amount, 20000 as visitors,
        age * 10 as registrations, age * 5 as first_investments,
        cast(age * 200000 as decimal(18, 2)) as invested_amount,
        cast(age * 100000 as decimal(18, 4)) as annualised_amount,
        cast(age * 2000 as decimal(18, 4)) as revenue_amount
    from months cross join dim_channels cross join range(181) as t (age)
    where month + cast(age as integer) <= date '{AS_OF}';
create or replace table fct_journey_samples as
    select small.* replace (person + 1000 * n as person)
    from fct_journey_samples as small cross join range(220) as t (n);
"""
HEALTH = f"""
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
create or replace table fct_alerts as
    select small.* replace (day_of(n) as stat_date)
    from fct_alerts as small cross join range(2000) as t (n);
create or replace table meta_checks as
    select small.* replace (check_name || n as check_name)
    from meta_checks as small cross join range(70) as t (n);
"""
PEOPLE = f"""
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
create or replace table fct_registration_times as
    select small.* replace (named(channel, n) as channel, day_of(back) as registered_date)
    from fct_registration_times as small cross join copies cross join range({DAYS}) as u (back);
create or replace table fct_partner_payables as
    select small.* replace (named(channel, n % {COPIES}) as channel,
        event_key || '_' || n as event_key,
        network_txn_id || '_' || n as network_txn_id, order_id || '_' || n as order_id,
        day_of(n) as event_date,
        case when n % 40 = 0 then dispute end as dispute)
    from fct_partner_payables as small cross join range(190000) as t (n);
"""
PLACES = """
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
create or replace table fct_placement_verdicts as
    select small.* replace (placement_id || '_' || n as placement_id)
    from fct_placement_verdicts as small cross join range(400) as t (n);
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
PROMOTIONS = """
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
PARTS = (ECONOMICS, HEALTH, PEOPLE, PLACES, PROMOTIONS)
