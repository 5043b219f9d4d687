with

subsidies as (

    select
        user_id,
        'coupon' as subsidy_type,
        promotion_id,
        discount_amount as subsidy_amount,
        redeemed_date as subsidy_date
    from {{ ref('stg_platform__coupon_redemptions') }}
    where reversed_at is null

    union all

    select
        user_id,
        'red_packet',
        promotion_id,
        amount,
        received_date
    from {{ ref('stg_platform__cash_packets') }}
    where received_at is not null and refunded_at is null

    union all

    select
        invitee_user_id,
        'invite_reward',
        null,
        amount,
        paid_date
    from {{ ref('stg_platform__invite_rewards') }}
    where status = 'paid' and paid_at is not null

),

final as (

    select
        subsidies.user_id,
        subsidies.subsidy_type,
        subsidies.promotion_id,
        cast(sum(subsidies.subsidy_amount) as decimal(18, 2)) as subsidy_amount
    from subsidies
    cross join {{ ref('int_as_of') }} as as_of
    where subsidies.subsidy_date <= as_of.as_of_date
    group by 1, 2, 3

)

select * from final
