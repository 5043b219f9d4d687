with

spend as (

    select * from {{ ref('int_spend_parts') }}

),

final as (

    select
        channel,
        campaign_id,
        '' as keyword_id,
        max(source) as source,
        '' as adgroup_id
    from spend
    where campaign_id != ''
    group by 1, 2

    union all

    select
        channel,
        campaign_id,
        keyword_id,
        '' as source,
        max(adgroup_id) as adgroup_id
    from spend
    where keyword_id != ''
    group by 1, 2, 3

)

select * from final
