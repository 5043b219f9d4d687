with

{# Most people only visited: they are counted where they lie, and the others are read apart. #}
people as (

    select
        *,
        acquisition_channel as channel,
        coalesce(acquisition_campaign_id, '') as campaign_id,
        coalesce(acquisition_keyword_id, '') as keyword_id
    from {{ ref('fct_funnel') }}
    where registered_date is not null or first_invested_date is not null

),

returns as (

    select
        people.visited_date,
        people.channel,
        people.campaign_id,
        people.keyword_id,
        {{ x_days_between('people.visited_date', 'investments.invested_date') }} as age,
        investments.revenue_amount
    from {{ ref('fct_investments') }} as investments
    inner join people on investments.visitor_id = people.visitor_id
    where people.first_invested_date is not null

),

happened as (

    select
        visited_date as stat_date,
        acquisition_channel as channel,
        coalesce(acquisition_campaign_id, '') as campaign_id,
        coalesce(acquisition_keyword_id, '') as keyword_id,
        count(*) as facts,
        count(*) as visitors,
        0 as registrations,
        0 as first_investments,
        0 as revenue_7,
        0 as revenue_30,
        0 as revenue_90,
        0 as revenue_180
    from {{ ref('fct_funnel') }}
    group by 1, 2, 3, 4

    union all

    select registered_date, channel, campaign_id, keyword_id, count(*), 0, count(*), 0, 0, 0, 0, 0
    from people
    where registered_date is not null
    group by 1, 2, 3, 4

    union all

    select first_invested_date, channel, campaign_id, keyword_id, count(*), 0, 0, count(*), 0, 0, 0, 0
    from people
    where first_invested_date is not null
    group by 1, 2, 3, 4

    union all

    select
        visited_date,
        channel,
        campaign_id,
        keyword_id,
        count(*),
        0,
        0,
        0,
        coalesce(sum(revenue_amount) filter (where age <= 7), 0),
        coalesce(sum(revenue_amount) filter (where age <= 30), 0),
        coalesce(sum(revenue_amount) filter (where age <= 90), 0),
        coalesce(sum(revenue_amount) filter (where age <= 180), 0)
    from returns
    group by 1, 2, 3, 4

),

final as (

    select
        stat_date,
        channel,
        campaign_id,
        keyword_id,
        sum(facts) as facts,
        cast(sum(visitors) as bigint) as visitors,
        cast(sum(registrations) as bigint) as registrations,
        cast(sum(first_investments) as bigint) as first_investments,
        cast(sum(revenue_7) as decimal(18, 4)) as revenue_7_amount,
        cast(sum(revenue_30) as decimal(18, 4)) as revenue_30_amount,
        cast(sum(revenue_90) as decimal(18, 4)) as revenue_90_amount,
        cast(sum(revenue_180) as decimal(18, 4)) as revenue_180_amount
    from happened
    group by 1, 2, 3, 4

)

select * from final
