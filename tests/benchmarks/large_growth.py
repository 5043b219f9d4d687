"""The large company's tables by day, channel and campaign; run after the helpers of its file."""

from __future__ import annotations

from tests.dashboards.fixture import AS_OF

KEYS_PER_CHANNEL = 14
CITIES = 20

CHANNELS = """
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
CREDIT = f"""
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
create temp table by_model as
    pivot fct_channel_credit_daily on model
    using sum(conversions) as conversions, sum(amount) as amount
    group by conversion_date, conversion_kind, channel;
create or replace table fct_campaign_credit_daily as
    select conversion_date, conversion_kind, channel,
        channel || '-c' || (n % 5 + 5 * (hash(conversion_date, channel) % 3)) as campaign_id,
        'k' || hash(conversion_date, channel, n) % 400 as keyword_id,
        columns('(.*)_conversions') / {KEYS_PER_CHANNEL} as '\\1_conversions',
        cast(columns('(.*)_amount') / {KEYS_PER_CHANNEL} as decimal(18, 2)) as '\\1_amount'
    from by_model cross join range({KEYS_PER_CHANNEL}) as t (n)
    order by conversion_date, conversion_kind, channel;
create or replace table fct_city_credit_daily as
    select conversion_date, conversion_kind, channel, 'City ' || n as city,
        columns('(.*)_conversions') / {CITIES} as '\\1_conversions',
        cast(columns('(.*)_amount') / {CITIES} as decimal(18, 2)) as '\\1_amount'
    from by_model cross join range({CITIES}) as t (n)
    where channel <> 'unattributed'
    order by conversion_date, conversion_kind, channel;
create or replace table fct_credit_certainty as
    select small.* replace (named(channel, n) as channel)
    from fct_credit_certainty as small cross join copies;
create or replace table fct_channel_truths as
    select small.* replace (months.month as month, named(channel, n) as channel)
    from fct_channel_truths as small cross join months cross join copies;
"""
CAMPAIGNS = """
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
COHORTS = f"""
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
PARTS = (CHANNELS, CREDIT, CAMPAIGNS, COHORTS)
