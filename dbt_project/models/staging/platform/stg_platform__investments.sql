with

delivered as (

    select
        *,
        {{ version_of('updated_at') }} as version
    from {{ lake('investments') }}

),

ranked as (

    select
        *,
        row_number() over (
            partition by order_id order by version desc nulls last
        ) as version_rank
    from delivered

),

final as (

    select
        source,
        order_id,
        user_id,
        product_id,
        status,
        platform,
        cast(amount_raw as decimal(18, 2)) as amount,
        cast(coupon_raw as decimal(18, 2)) as coupon_amount,
        cast(invested_at as timestamp) as invested_at,
        cast(confirmed_at as timestamp) as confirmed_at,
        coalesce(cast(is_deleted as boolean), false) as is_deleted,
        _load_id,
        version
    from ranked
    where version_rank = 1

)

{{ latest_versions_of_accounts('final', ['order_id']) }}
