with

learned as (

    {{ changed_values(ref('int_lone_paths')) }}

),

groups as (

    select * from {{ ref('int_campaign_credits') }}

),

final as (

    {{ changed_keys(ref('int_campaign_credits')) }}
    union distinct
    select
        conversion_date,
        conversion_kind,
        channel,
        campaign_id,
        keyword_id
    from {{ ref('int_shared_credits') }}
    union distinct
    select
        groups.conversion_date,
        groups.conversion_kind,
        groups.channel,
        groups.campaign_id,
        groups.keyword_id
    from groups
    inner join learned on concat_ws('|', groups.conversion_kind, groups.channel) = learned.value

)

select * from final
