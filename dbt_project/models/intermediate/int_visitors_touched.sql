with

anonymous_ids as (

    select anonymous_id
    from {{ ref('int_events') }}
    where not is_bot and {{ is_new_load() }}
    union distinct
    select anonymous_id
    from {{ ref('int_events_replaced') }}
    where not is_bot
    union distinct
    select anonymous_id
    from {{ ref('stg_web__identity_links') }}
    where {{ is_new_load() }}
    union distinct
    select sessions.anonymous_id
    from {{ ref('int_sessions') }} as sessions
    inner join {{ ref('int_codes') }} as codes on sessions.code = codes.code
    where {{ is_new_load('codes._load_id') }}
    union distinct
    select sessions.anonymous_id
    from {{ ref('int_sessions') }} as sessions
    inner join {{ ref('stg_ads__ad_clicks') }} as clicks on sessions.click_id = clicks.click_id
    where {{ is_new_load('clicks._load_id') }}

),

user_ids as (

    select identities.user_id
    from {{ ref('int_identities') }} as identities
    inner join anonymous_ids on identities.anonymous_id = anonymous_ids.anonymous_id
    union distinct
    select user_id from {{ ref('int_events_replaced') }} where user_id is not null and not is_bot
    union distinct
    select user_id from {{ ref('stg_platform__users') }} where {{ is_new_load() }}
    union distinct
    select user_id from {{ ref('stg_lake__accounts_booked') }}
    {% for booked, account in [
        ('stg_platform__kyc', 'user_id'),
        ('stg_platform__card_binds', 'user_id'),
        ('stg_platform__recharges', 'user_id'),
        ('stg_platform__investments', 'user_id'),
        ('stg_partners__partner_orders', 'our_user_id'),
    ] %}
        {% set taken_from = account if should_full_refresh() else 'published_user_id' %}
        union distinct
        select {{ taken_from }}
        from {{ ref(booked) }}
        where {{ taken_from }} is not null and {{ is_new_load() }}
    {% endfor %}
    union distinct
    select investments.user_id
    from {{ ref('stg_platform__investments') }} as investments
    inner join {{ ref('stg_platform__products') }} as products
        on investments.product_id = products.product_id
    where {{ is_new_load('products._load_id') }}
    union distinct
    select users.user_id
    from {{ ref('stg_platform__users') }} as users
    inner join {{ ref('int_codes') }} as codes on users.channel_code = codes.code
    where {{ is_new_load('codes._load_id') }}

),

final as (

    select 'a:' || anonymous_id as visitor_id from anonymous_ids
    union all
    select 'u:' || user_id as visitor_id from user_ids

)

select * from final
