with

rules as (

    select
        priority,
        channel,
        click_id_type,
        utm_source,
        utm_medium,
        utm_content,
        code_prefix,
        has_invite,
        referrer_domain
    from {{ ref('channel_rules') }}
    {{ union_own_channel_rules() }}

),

final as (

    select
        priority,
        {{ merged_channel('channel') }} as channel,
        click_id_type,
        utm_source,
        utm_medium,
        utm_content,
        code_prefix,
        has_invite,
        referrer_domain
    from rules

)

select * from final
