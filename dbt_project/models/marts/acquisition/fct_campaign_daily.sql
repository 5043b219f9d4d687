-- depends_on: {{ ref('int_campaign_rows_changed') }}
with

spend as (

    select * from {{ ref('int_spend_parts') }}
    where {{ is_rebuilt() }}

),

sources as (

    select * from {{ ref('int_campaign_sources') }}

),

people as (

    select
        people.*,
        coalesce(campaign_sources.source, '') as source,
        coalesce(keyword_groups.adgroup_id, '') as adgroup_id
    from {{ ref('int_campaign_people') }} as people
    left join sources as campaign_sources
        on
            people.channel = campaign_sources.channel
            and people.campaign_id = campaign_sources.campaign_id
            and campaign_sources.keyword_id = ''
    left join sources as keyword_groups
        on
            people.channel = keyword_groups.channel
            and people.campaign_id = keyword_groups.campaign_id
            and people.keyword_id = keyword_groups.keyword_id
            and keyword_groups.keyword_id != ''
    where {{ is_rebuilt('people') }}

),

{# Both sides have one row per key, so that the many rows of people need not be grouped again. #}
final as (

    select
        coalesce(people.stat_date, spend.stat_date) as stat_date,
        coalesce(people.channel, spend.channel) as channel,
        coalesce(people.source, spend.source) as source,
        coalesce(people.campaign_id, spend.campaign_id) as campaign_id,
        coalesce(people.adgroup_id, spend.adgroup_id) as adgroup_id,
        coalesce(people.keyword_id, spend.keyword_id) as keyword_id,
        spend.impressions,
        spend.clicks,
        {{ money_or_zero('spend.spend_amount') }} as spend_amount,
        cast(coalesce(people.visitors, 0) as bigint) as visitors,
        cast(coalesce(people.registrations, 0) as bigint) as registrations,
        cast(coalesce(people.first_investments, 0) as bigint) as first_investments,
        cast(coalesce(people.revenue_7_amount, 0) as decimal(18, 4)) as revenue_7_amount,
        cast(coalesce(people.revenue_30_amount, 0) as decimal(18, 4)) as revenue_30_amount,
        cast(coalesce(people.revenue_90_amount, 0) as decimal(18, 4)) as revenue_90_amount,
        cast(coalesce(people.revenue_180_amount, 0) as decimal(18, 4)) as revenue_180_amount
    from people
    full outer join spend
        on
            people.stat_date = spend.stat_date
            and people.channel = spend.channel
            and people.source = spend.source
            and people.campaign_id = spend.campaign_id
            and people.adgroup_id = spend.adgroup_id
            and people.keyword_id = spend.keyword_id

)

select * from final
