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

person_days as (

    select
        people.promotion_id,
        people.arm,
        people.user_id,
        orders.invested_date as stat_date,
        sum(cast(coalesce(orders.revenue_amount, 0) as double)) as revenue,
        count_if(orders.investment_number = 1) as firsts
    from people
    inner join {{ ref('fct_investments') }} as orders
        on
            people.user_id = orders.user_id
            and people.exposed_at <= orders.invested_at
            and people.window_ends_on >= orders.invested_date
    group by 1, 2, 3, 4

),

final as (

    select
        promotion_id,
        arm,
        stat_date,
        sum(revenue) as revenue,
        sum(revenue * revenue) as revenue_squared,
        sum(firsts) as firsts
    from person_days
    group by 1, 2, 3

)

select * from final
