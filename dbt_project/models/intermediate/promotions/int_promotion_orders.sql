with

people as (

    select
        people.arm_number,
        people.user_id,
        people.exposed_at,
        windows.ends_on,
        windows.window_ends_on
    from {{ ref('int_promotion_people') }} as people
    inner join {{ ref('int_promotion_windows') }} as windows
        on people.promotion_id = windows.promotion_id
    where
        windows.has_control
        and not people.is_in_two_arms
        and people.exposed_date <= windows.window_ends_on

),

orders as (

    select
        orders.user_id,
        orders.invested_at,
        orders.invested_date,
        orders.investment_number = 1 as is_first,
        coalesce(orders.amount <= products.min_amount, false) as is_smallest,
        cast(coalesce(orders.revenue_amount, 0) as double) as revenue
    from {{ ref('fct_investments') }} as orders
    left join {{ ref('stg_platform__products') }} as products
        on orders.product_id = products.product_id

),

final as (

    select
        people.arm_number,
        people.user_id,
        orders.invested_date as stat_date,
        orders.revenue,
        orders.is_first,
        orders.is_first and orders.is_smallest as is_smallest,
        orders.invested_at < people.exposed_at as is_before,
        orders.invested_at >= people.exposed_at and orders.invested_date <= people.ends_on
            as is_during,
        case
            when orders.invested_date > people.ends_on
                then
                    1
                    - (
                        cast({{ x_days_between('people.ends_on', 'orders.invested_date') }} as double)
                        - 0.5
                    )
                    / {{ var('promotion_after_days') }}
            else 0
        end as soon
    from people
    inner join orders
        on
            people.user_id = orders.user_id
            and people.exposed_at - interval '{{ var("promotion_before_days") }}' day
            <= orders.invested_at
            and people.window_ends_on >= orders.invested_date

)

select * from final
