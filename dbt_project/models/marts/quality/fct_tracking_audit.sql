with

campaigns as (

    select
        channel,
        campaign_id,
        min(campaign_name) as campaign_name
    from {{ ref('dim_campaigns') }}
    group by 1, 2

),

names as (

    select
        channel,
        campaign_name,
        min(campaign_id) as campaign_id
    from campaigns
    group by 1, 2

),

spent as (

    select
        stat_date,
        channel,
        coalesce(campaign_id, '') as campaign_id,
        sum(spend_amount) as spend_amount,
        0 as touchpoints
    from {{ ref('fct_spend_daily') }}
    group by 1, 2, 3

),

touched as (

    select * from {{ ref('int_touches_daily') }}
    where channel != 'unmatched'

),

parts as (

    select * from spent

    union all

    select
        touched.touched_date as stat_date,
        touched.channel,
        coalesce(names.campaign_id, touched.campaign_id, '') as campaign_id,
        cast(0 as decimal(18, 2)) as spend_amount,
        touched.touchpoints
    from touched
    left join names
        on touched.channel = names.channel and touched.campaign_id = names.campaign_name

),

final as (

    select
        parts.stat_date,
        parts.channel,
        parts.campaign_id,
        coalesce(campaigns.campaign_name, parts.campaign_id) as campaign_name,
        cast(sum(parts.spend_amount) as decimal(18, 2)) as spend_amount,
        cast(sum(parts.touchpoints) as bigint) as touchpoints
    from parts
    left join campaigns
        on parts.channel = campaigns.channel and parts.campaign_id = campaigns.campaign_id
    group by 1, 2, 3, 4

)

select * from final
