with

gifts as (

    select promotion_id, user_id, nullif(trim(arm), '') as arm, granted_at as given_at
    from {{ ref('stg_platform__coupon_grants') }}
    union all
    select promotion_id, user_id, null, redeemed_at
    from {{ ref('stg_platform__coupon_redemptions') }}
    union all
    select promotion_id, user_id, null, sent_at
    from {{ ref('stg_platform__cash_packets') }}

),

people as (

    select
        promotion_id,
        user_id,
        min(arm) as first_arm,
        max(arm) as last_arm,
        min(given_at) as exposed_at
    from gifts
    where promotion_id is not null and user_id is not null
    group by promotion_id, user_id

),

final as (

    select
        promotion_id,
        user_id,
        coalesce(first_arm, '') as arm,
        coalesce({{ is_control_arm('first_arm') }}, false) as is_control,
        coalesce(first_arm, '') <> coalesce(last_arm, '') as is_in_two_arms,
        exposed_at,
        {{ x_company_date('exposed_at') }} as exposed_date
    from people

)

select * from final
