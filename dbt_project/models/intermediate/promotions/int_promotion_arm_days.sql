with

arms as (

    select distinct
        arm_number,
        promotion_id,
        arm
    from {{ ref('int_promotion_arms') }}

),

won as (

    select
        arm_number,
        user_id
    from {{ ref('int_promotion_orders') }}
    where is_first and (is_during or is_later)

),

person_days as (

    select
        orders.arm_number,
        orders.user_id,
        orders.stat_date,
        sum(orders.revenue) as revenue,
        count_if(orders.is_smallest) as smallest,
        count_if(orders.is_first and not orders.is_smallest) as larger,
        count_if(won.user_id is null) as again
    from {{ ref('int_promotion_orders') }} as orders
    left join won on orders.arm_number = won.arm_number and orders.user_id = won.user_id
    where orders.is_during or orders.is_later
    group by 1, 2, 3

),

days as (

    select
        arm_number,
        stat_date,
        sum(revenue) as revenue,
        sum(revenue * revenue) as revenue_squared,
        cast(sum(smallest) as double) as smallest,
        cast(sum(larger) as double) as larger,
        cast(sum(again) as double) as again,
        cast(sum(again * again) as double) as again_squared
    from person_days
    group by 1, 2

),

final as (

    select
        arms.promotion_id,
        arms.arm,
        days.stat_date,
        days.revenue,
        days.revenue_squared,
        days.smallest,
        days.larger,
        days.again,
        days.again_squared
    from days
    inner join arms on days.arm_number = arms.arm_number

)

select * from final
