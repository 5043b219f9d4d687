with

people as (

    select
        people.arm_number,
        people.user_id,
        people.exposed_at,
        people.exposed_date,
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
        orders.term_days,
        orders.investment_number = 1 as is_first,
        coalesce(orders.amount <= products.min_amount, false) as is_smallest,
        cast(coalesce(orders.revenue_amount, 0) as double) as revenue
    from {{ ref('fct_investments') }} as orders
    left join {{ ref('stg_platform__products') }} as products
        on orders.product_id = products.product_id

),

joined as (

    select
        people.arm_number,
        people.user_id,
        orders.invested_date as stat_date,
        orders.revenue,
        orders.is_first,
        orders.is_first and orders.is_smallest as is_smallest,
        orders.invested_at >= people.exposed_at as is_after_gift,
        people.exposed_at - interval '{{ var("promotion_before_days") }}' day
        <= orders.invested_at as is_near,
        {{ x_days_between('people.ends_on', 'orders.invested_date') }} as day_after_end,
        case
            when
                orders.invested_at < people.exposed_at
                and {{ x_days_between('people.exposed_date', 'orders.invested_date') }}
                + orders.term_days >= 0
                and {{ x_days_between('people.window_ends_on', 'orders.invested_date') }}
                + orders.term_days <= 0
                then
                    {{ x_days_between('people.ends_on', 'orders.invested_date') }}
                    + orders.term_days
        end as due_day_after_end
    from people
    inner join orders
        on people.user_id = orders.user_id and people.window_ends_on >= orders.invested_date

),

final as (

    select
        arm_number,
        user_id,
        stat_date,
        revenue,
        is_first,
        is_smallest,
        is_near and not is_after_gift as is_before,
        is_after_gift and day_after_end <= 0 as is_during,
        is_after_gift and day_after_end > 0 as is_later,
        coalesce(due_day_after_end <= 0, false) as is_due_during,
        coalesce(due_day_after_end > 0, false) as is_due_later,
        case when is_after_gift then {{ soon_after('day_after_end') }} else 0 end as soon,
        {{ soon_after('due_day_after_end') }} as due_soon
    from joined
    where is_near or due_day_after_end is not null

)

select * from final
