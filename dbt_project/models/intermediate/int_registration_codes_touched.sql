with

users as (

    select
        *,
        'u:' || user_id as visitor_id
    from {{ ref('stg_platform__users') }}
    where {{ is_touched("'u:' || user_id", is_kept=false) }}

),

code_channels as (

    select
        users.user_id,
        case
            when rules.priority < 400 then rules.channel
            else coalesce(codes.channel, channels.channel, rules.channel)
        end as channel,
        row_number() over (
            partition by users.user_id order by rules.priority nulls last
        ) as rule_rank
    from users
    left join {{ ref('int_codes') }} as codes on users.channel_code = codes.code
    left join {{ ref('int_channels') }} as channels
        on {{ merged_channel('users.channel_code') }} = channels.channel
    left join {{ ref('int_channel_rules') }} as rules
        on
            substr(users.channel_code, 1, length(rules.code_prefix)) = rules.code_prefix
            and coalesce(rules.click_id_type, rules.utm_source, rules.utm_medium) is null
            and coalesce(rules.utm_content, rules.referrer_domain) is null
            and rules.has_invite is null
    where users.channel_code is not null

),

final as (

    select
        users.visitor_id,
        'code' as touchpoint_type,
        coalesce(code_channels.channel, 'unmatched') as channel,
        users.channel_code as code,
        code_channels.channel is null as is_fallback,
        false as is_click,
        users.registered_at as touched_at
    from users
    inner join code_channels on users.user_id = code_channels.user_id
    where code_channels.rule_rank = 1

    union all

    select
        visitor_id,
        'invite' as touchpoint_type,
        'referral' as channel,
        coalesce(invite_code, inviter_user_id) as code,
        false as is_fallback,
        false as is_click,
        registered_at as touched_at
    from users
    where coalesce(invite_code, inviter_user_id) is not null

    union all

    select
        users.visitor_id,
        'partner' as touchpoint_type,
        orders.channel,
        orders.sub_id as code,
        false as is_fallback,
        true as is_click,
        orders.click_at as touched_at
    from users
    inner join {{ ref('stg_partners__partner_orders') }} as orders
        on users.user_id = orders.our_user_id
    where orders.click_at is not null

)

select * from final
