with

heads as (

    select
        promotion_id,
        arm,
        is_control,
        count(*) as people,
        count_if(is_in_two_arms) as people_in_two_arms,
        min(exposed_date) as first_exposed_date,
        max(exposed_date) as last_exposed_date
    from {{ ref('int_promotion_people') }}
    group by 1, 2, 3

),

uses as (

    select
        grant_id,
        count_if(reversed_at is null) as redeemed
    from {{ ref('stg_platform__coupon_redemptions') }}
    group by 1

),

apart as (

    select promotion_id, user_id, arm
    from {{ ref('int_promotion_people') }}
    where is_in_two_arms or is_partly_named

),

grants as (

    select
        grants.promotion_id,
        coalesce(apart.arm, nullif(trim(grants.arm), ''), '') as arm,
        grants.face_amount,
        grants.status = 'used' and uses.grant_id is null as is_unrecorded,
        case
            when grants.status = 'void' and coalesce(uses.redeemed, 0) = 0 then 'withheld'
            when uses.redeemed > 0 then 'redeemed'
            when grants.status = 'expired' or grants.expires_at < as_of.now_at then 'expired'
            else 'open'
        end as state
    from {{ ref('stg_platform__coupon_grants') }} as grants
    left join apart
        on grants.promotion_id = apart.promotion_id and grants.user_id = apart.user_id
    left join uses on grants.grant_id = uses.grant_id
    cross join (
        select cast(as_of_date as timestamp) as now_at from {{ ref('int_as_of') }}
    ) as as_of
    where grants.promotion_id is not null and grants.user_id is not null

),

granted as (

    select
        promotion_id,
        arm,
        count_if(state <> 'withheld') as coupons_granted,
        sum(case when state <> 'withheld' then face_amount end) as coupons_granted_amount,
        count_if(state = 'redeemed') as coupons_redeemed,
        count_if(is_unrecorded) as coupons_unrecorded,
        count_if(state = 'expired') as coupons_expired,
        sum(case when state = 'expired' then face_amount end) as coupons_expired_amount,
        count_if(state = 'open') as coupons_open
    from grants
    group by 1, 2

),

redeemed as (

    select
        people.promotion_id,
        people.arm,
        sum(case when redemptions.reversed_at is null then redemptions.discount_amount end)
            as redeemed_amount,
        count_if(redemptions.reversed_at is not null) as redemptions_reversed,
        sum(case when redemptions.reversed_at is not null then redemptions.discount_amount end)
            as reversed_amount,
        count(distinct orders.order_id) as investments,
        sum(orders.amount) as invested_amount,
        sum(orders.annualised_amount) as annualised_amount,
        sum(orders.revenue_amount) as revenue_amount
    from {{ ref('stg_platform__coupon_redemptions') }} as redemptions
    inner join {{ ref('int_promotion_people') }} as people
        on redemptions.promotion_id = people.promotion_id and redemptions.user_id = people.user_id
    left join {{ ref('fct_investments') }} as orders
        on redemptions.order_id = orders.order_id and redemptions.reversed_at is null
    group by 1, 2

),

packets as (

    select
        people.promotion_id,
        people.arm,
        count(*) as packets_sent,
        sum(sent.amount) as packets_sent_amount,
        count_if(sent.received_at is not null and sent.refunded_at is null)
            as packets_received,
        sum(
            case
                when sent.received_at is not null and sent.refunded_at is null
                    then sent.amount
            end
        ) as packets_received_amount,
        count_if(sent.refunded_at is not null) as packets_refunded,
        sum(case when sent.refunded_at is not null then sent.amount end)
            as packets_refunded_amount
    from {{ ref('stg_platform__cash_packets') }} as sent
    inner join {{ ref('int_promotion_people') }} as people
        on sent.promotion_id = people.promotion_id and sent.user_id = people.user_id
    group by 1, 2

),

final as (

    select
        heads.promotion_id,
        heads.arm,
        heads.is_control,
        promotions.budget_amount,
        heads.people,
        cast(case when heads.is_control then 0 else heads.people end as bigint) as people_exposed,
        cast(case when heads.is_control then heads.people else 0 end as bigint) as people_held_out,
        cast(heads.people_in_two_arms as bigint) as people_in_two_arms,
        cast(coalesce(granted.coupons_granted, 0) as bigint) as coupons_granted,
        {{ money_or_zero('granted.coupons_granted_amount') }} as coupons_granted_amount,
        cast(coalesce(granted.coupons_redeemed, 0) as bigint) as coupons_redeemed,
        {{ money_or_zero('redeemed.redeemed_amount') }} as coupons_redeemed_amount,
        cast(coalesce(granted.coupons_unrecorded, 0) as bigint) as coupons_unrecorded,
        cast(coalesce(granted.coupons_expired, 0) as bigint) as coupons_expired,
        {{ money_or_zero('granted.coupons_expired_amount') }} as coupons_expired_amount,
        cast(coalesce(granted.coupons_open, 0) as bigint) as coupons_open,
        cast(coalesce(redeemed.redemptions_reversed, 0) as bigint) as redemptions_reversed,
        {{ money_or_zero('redeemed.reversed_amount') }} as reversed_amount,
        cast(coalesce(packets.packets_sent, 0) as bigint) as packets_sent,
        {{ money_or_zero('packets.packets_sent_amount') }} as packets_sent_amount,
        cast(coalesce(packets.packets_received, 0) as bigint) as packets_received,
        {{ money_or_zero('packets.packets_received_amount') }} as packets_received_amount,
        cast(coalesce(packets.packets_refunded, 0) as bigint) as packets_refunded,
        {{ money_or_zero('packets.packets_refunded_amount') }} as packets_refunded_amount,
        cast(
            coalesce(redeemed.redeemed_amount, 0) + coalesce(packets.packets_received_amount, 0)
            as decimal(18, 2)
        ) as cost_amount,
        cast(coalesce(redeemed.investments, 0) as bigint) as investments,
        {{ money_or_zero('redeemed.invested_amount') }} as invested_amount,
        cast(coalesce(redeemed.annualised_amount, 0) as decimal(18, 4)) as annualised_amount,
        cast(coalesce(redeemed.revenue_amount, 0) as decimal(18, 4)) as revenue_amount,
        heads.first_exposed_date,
        heads.last_exposed_date
    from heads
    left join {{ ref('dim_promotions') }} as promotions
        on heads.promotion_id = promotions.promotion_id
    left join granted on heads.promotion_id = granted.promotion_id and heads.arm = granted.arm
    left join redeemed on heads.promotion_id = redeemed.promotion_id and heads.arm = redeemed.arm
    left join packets on heads.promotion_id = packets.promotion_id and heads.arm = packets.arm

)

select * from final
