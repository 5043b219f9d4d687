with

gifts as (

    select
        user_id,
        promotion_id,
        granted_at as given_at
    from {{ ref('stg_platform__coupon_grants') }}
    where promotion_id is not null

    union all

    select
        user_id,
        promotion_id,
        received_at as given_at
    from {{ ref('stg_platform__cash_packets') }}
    where promotion_id is not null and received_at is not null

),

ranked as (

    select
        *,
        row_number() over (
            partition by user_id order by given_at nulls last, promotion_id nulls last
        ) as gift_rank
    from gifts

),

final as (

    select
        user_id,
        promotion_id,
        given_at
    from ranked
    where gift_rank = 1

)

select * from final
