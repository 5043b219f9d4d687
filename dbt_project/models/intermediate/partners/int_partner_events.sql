with

contracted as (

    select distinct channel
    from {{ ref('stg_sheets__partner_contracts') }}

),

owned as (

    select
        people.visitor_id,
        people.user_id,
        coalesce(registered.channel, ordered.channel) as channel,
        registered.channel is not null as is_new,
        people.registered_at
    from {{ ref('int_partner_people') }} as people
    left join contracted as registered on people.registration_channel = registered.channel
    left join contracted as ordered on people.first_order_channel = ordered.channel
    where registered.channel is not null or ordered.channel is not null

),

orders as (

    select
        owned.visitor_id,
        owned.user_id,
        owned.channel,
        owned.is_new,
        owned.registered_at,
        investments.order_id,
        investments.status,
        investments.amount,
        investments.amount - coalesce(investments.coupon_amount, 0) as paid_amount,
        products.term_value,
        products.term_unit,
        investments.invested_at,
        count(*) filter (where investments.status in ('bid', 'confirmed')) over (
            partition by investments.user_id
            order by investments.invested_at nulls last, investments.order_id nulls last
            rows between unbounded preceding and 1 preceding
        ) as living_orders_before
    from owned
    inner join {{ ref('stg_platform__investments') }} as investments
        on owned.user_id = investments.user_id
    left join {{ ref('stg_platform__products') }} as products
        on investments.product_id = products.product_id

),

final as (

    select
        'register_cpa' as event_type,
        user_id as event_key,
        channel,
        visitor_id,
        user_id,
        cast(null as string) as order_id,
        'confirmed' as order_status,
        cast(null as string) as term_unit,
        cast(null as decimal(18, 2)) as amount,
        cast(null as decimal(18, 2)) as paid_amount,
        cast(null as integer) as term_value,
        0 as days_after_registration,
        is_new,
        registered_at as event_at,
        {{ x_company_date('registered_at') }} as event_date
    from owned
    where is_new

    union all

    select
        types.event_type,
        orders.order_id as event_key,
        orders.channel,
        orders.visitor_id,
        orders.user_id,
        orders.order_id,
        orders.status as order_status,
        orders.term_unit,
        orders.amount,
        orders.paid_amount,
        orders.term_value,
        {{ x_days_between(x_company_date('orders.registered_at'), x_company_date('orders.invested_at')) }}
            as days_after_registration,
        orders.is_new,
        orders.invested_at as event_at,
        {{ x_company_date('orders.invested_at') }} as event_date
    from orders
    cross join (
        select 'first_invest_cpa' as event_type
        union all
        select 'invest_cps' as event_type
    ) as types
    where types.event_type = 'invest_cps' or orders.living_orders_before = 0

)

select * from final
