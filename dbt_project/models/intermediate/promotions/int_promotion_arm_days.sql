with

people as (

    select
        people.promotion_id,
        people.arm,
        people.user_id,
        people.exposed_at,
        windows.window_ends_on
    from {{ ref('int_promotion_people') }} as people
    inner join {{ ref('int_promotion_windows') }} as windows
        on people.promotion_id = windows.promotion_id
    where
        windows.has_control
        and not people.is_in_two_arms
        and people.exposed_date <= windows.window_ends_on

),

firsts as (

    select
        orders.user_id,
        orders.invested_at as first_invested_at,
        coalesce(orders.amount <= products.min_amount, false) as is_smallest
    from {{ ref('fct_investments') }} as orders
    left join {{ ref('stg_platform__products') }} as products
        on orders.product_id = products.product_id
    where orders.investment_number = 1

),

person_days as (

    select
        people.promotion_id,
        people.arm,
        people.user_id,
        orders.invested_date as stat_date,
        sum(cast(coalesce(orders.revenue_amount, 0) as double)) as revenue,
        count_if(orders.investment_number = 1 and firsts.is_smallest) as smallest,
        count_if(orders.investment_number = 1 and not firsts.is_smallest) as larger,
        count_if(firsts.first_invested_at < people.exposed_at) as again
    from people
    inner join {{ ref('fct_investments') }} as orders
        on
            people.user_id = orders.user_id
            and people.exposed_at <= orders.invested_at
            and people.window_ends_on >= orders.invested_date
    inner join firsts on people.user_id = firsts.user_id
    group by 1, 2, 3, 4

),

final as (

    select
        promotion_id,
        arm,
        stat_date,
        sum(revenue) as revenue,
        sum(revenue * revenue) as revenue_squared,
        cast(sum(smallest) as double) as smallest,
        cast(sum(larger) as double) as larger,
        cast(sum(again) as double) as again,
        cast(sum(again * again) as double) as again_squared
    from person_days
    group by 1, 2, 3

)

select * from final
