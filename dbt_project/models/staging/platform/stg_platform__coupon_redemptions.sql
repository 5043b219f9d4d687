with

delivered as (

    select
        *,
        {{ version_of('updated_at') }} as version
    from {{ lake('coupon_redemptions') }}

),

ranked as (

    select
        *,
        row_number() over (
            partition by grant_id, order_id order by version desc nulls last
        ) as version_rank
    from delivered

),

final as (

    select
        source,
        grant_id,
        order_id,
        promotion_id,
        user_id,
        cast(discount_raw as decimal(18, 2)) as discount_amount,
        cast(redeemed_at as timestamp) as redeemed_at,
        cast(reversed_at as timestamp) as reversed_at,
        {{ x_company_date('cast(redeemed_at as timestamp)') }} as redeemed_date,
        coalesce(cast(is_deleted as boolean), false) as is_deleted,
        _load_id,
        version
    from ranked
    where version_rank = 1

)

select * from final
{{ is_latest_version('final', ['grant_id', 'order_id']) }}
