with

orders as (

    select * from {{ ref('int_city_orders_daily') }}

),

final as (

    select
        city,
        stat_date,
        cast(revenue_amount as double) as revenue,
        cast(firsts as bigint) as firsts
    from orders

)

select * from final
