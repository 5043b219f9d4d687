with

gifts as (

    select
        promotion_id,
        user_id,
        nullif(trim(arm), '') as arm,
        true as is_grant,
        has_changed_arm,
        granted_at as given_at
    from {{ ref('stg_platform__coupon_grants') }}
    where promotion_id is not null and user_id is not null
    union all
    select promotion_id, user_id, null, false, false, redeemed_at
    from {{ ref('stg_platform__coupon_redemptions') }}
    where promotion_id is not null and user_id is not null
    union all
    select promotion_id, user_id, null, false, false, sent_at
    from {{ ref('stg_platform__cash_packets') }}
    where promotion_id is not null and user_id is not null

),

arms as (

    select
        promotion_id,
        coalesce(arm, '') as arm,
        cast(dense_rank() over (order by promotion_id nulls last) as integer) as promotion_number,
        cast(row_number() over (order by promotion_id nulls last, arm nulls first) as integer)
            as arm_number
    from (
        select promotion_id, arm from gifts
        union distinct
        select promotion_id, null from gifts
    ) as named

),

numbered as (

    select
        arms.promotion_number,
        gifts.user_id,
        case when gifts.arm is not null then arms.arm_number end as arm_number,
        gifts.is_grant,
        gifts.has_changed_arm,
        gifts.given_at
    from gifts
    inner join arms
        on gifts.promotion_id = arms.promotion_id and coalesce(gifts.arm, '') = arms.arm

),

people as (

    select
        promotion_number,
        user_id,
        min(arm_number) as first_arm_number,
        max(arm_number) as last_arm_number,
        count_if(is_grant and arm_number is null) as unnamed_grants,
        count_if(has_changed_arm) as changed_grants,
        min(given_at) as exposed_at
    from numbered
    group by 1, 2

),

unnamed as (

    select promotion_number, arm_number
    from arms
    where arm = ''

),

final as (

    select
        arms.promotion_id,
        people.user_id,
        arms.arm,
        people.promotion_number,
        arms.arm_number,
        {{ is_control_arm('arms.arm') }} as is_control,
        people.changed_grants > 0
        or coalesce(people.first_arm_number <> people.last_arm_number, false) as is_in_two_arms,
        people.first_arm_number is not null and people.unnamed_grants > 0 as is_partly_named,
        people.exposed_at,
        {{ x_company_date('people.exposed_at') }} as exposed_date
    from people
    inner join unnamed on people.promotion_number = unnamed.promotion_number
    inner join arms on coalesce(people.first_arm_number, unnamed.arm_number) = arms.arm_number

)

select * from final
