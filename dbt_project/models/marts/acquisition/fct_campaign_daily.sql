with

spend as (

    select * from {{ ref('int_spend_parts') }}

),

campaign_sources as (

    select
        channel,
        campaign_id,
        max(source) as source
    from spend
    where campaign_id != ''
    group by 1, 2

),

keyword_groups as (

    select
        channel,
        campaign_id,
        keyword_id,
        max(adgroup_id) as adgroup_id
    from spend
    where keyword_id != ''
    group by 1, 2, 3

),

people as (

    select
        people.*,
        coalesce(campaign_sources.source, '') as source,
        coalesce(keyword_groups.adgroup_id, '') as adgroup_id
    from {{ ref('int_campaign_people') }} as people
    left join campaign_sources
        on
            people.channel = campaign_sources.channel
            and people.campaign_id = campaign_sources.campaign_id
    left join keyword_groups
        on
            people.channel = keyword_groups.channel
            and people.campaign_id = keyword_groups.campaign_id
            and people.keyword_id = keyword_groups.keyword_id

),

parts as (

    select
        stat_date,
        channel,
        source,
        campaign_id,
        adgroup_id,
        keyword_id,
        impressions,
        clicks,
        spend_amount,
        0 as visitors,
        0 as registrations,
        0 as first_investments,
        0 as revenue_7_amount,
        0 as revenue_30_amount,
        0 as revenue_90_amount,
        0 as revenue_180_amount
    from spend

    union all

    select
        stat_date,
        channel,
        source,
        campaign_id,
        adgroup_id,
        keyword_id,
        cast(null as bigint),
        cast(null as bigint),
        0,
        visitors,
        registrations,
        first_investments,
        revenue_7_amount,
        revenue_30_amount,
        revenue_90_amount,
        revenue_180_amount
    from people

),

final as (

    select
        stat_date,
        channel,
        source,
        campaign_id,
        adgroup_id,
        keyword_id,
        cast(sum(impressions) as bigint) as impressions,
        cast(sum(clicks) as bigint) as clicks,
        cast(sum(spend_amount) as decimal(18, 2)) as spend_amount,
        cast(sum(visitors) as bigint) as visitors,
        cast(sum(registrations) as bigint) as registrations,
        cast(sum(first_investments) as bigint) as first_investments,
        cast(sum(revenue_7_amount) as decimal(18, 4)) as revenue_7_amount,
        cast(sum(revenue_30_amount) as decimal(18, 4)) as revenue_30_amount,
        cast(sum(revenue_90_amount) as decimal(18, 4)) as revenue_90_amount,
        cast(sum(revenue_180_amount) as decimal(18, 4)) as revenue_180_amount
    from parts
    group by 1, 2, 3, 4, 5, 6

)

select * from final
