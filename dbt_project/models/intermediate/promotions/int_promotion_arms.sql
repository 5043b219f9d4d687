with

people as (

    select
        people.*,
        windows.ends_on,
        windows.window_ends_on,
        {{ x_days_between('windows.starts_on', 'people.exposed_date') }} * 2
        < {{ x_days_between('windows.starts_on', 'least(windows.ends_on, windows.as_of_date)') }}
            as is_early
    from {{ ref('int_promotion_people') }} as people
    inner join {{ ref('int_promotion_windows') }} as windows
        on people.promotion_id = windows.promotion_id
    where people.exposed_date <= windows.window_ends_on

),

orders as (

    select
        orders.user_id,
        orders.invested_at,
        orders.invested_date,
        orders.investment_number,
        cast(coalesce(orders.revenue_amount, 0) as double) as revenue,
        coalesce(orders.amount <= products.min_amount, false) as is_smallest
    from {{ ref('fct_investments') }} as orders
    left join {{ ref('stg_platform__products') }} as products
        on orders.product_id = products.product_id

),

acts as (

    select
        people.promotion_id,
        people.arm,
        people.user_id,
        sum(case when orders.invested_at < people.exposed_at then orders.revenue else 0 end) as before,
        sum(
            case
                when
                    orders.invested_at >= people.exposed_at
                    and orders.invested_date <= people.ends_on then orders.revenue
                else 0
            end
        ) as during,
        sum(case when orders.invested_date > people.ends_on then orders.revenue else 0 end) as later,
        count_if(
            orders.invested_at >= people.exposed_at and orders.invested_date <= people.ends_on
        ) as orders_during,
        count_if(orders.invested_date > people.ends_on) as orders_later,
        count_if(orders.invested_at < people.exposed_at) as orders_before,
        sum(
            case when orders.invested_at >= people.exposed_at then orders.revenue * orders.revenue else 0 end
        ) as order_revenue_squared,
        count_if(orders.invested_at >= people.exposed_at and orders.investment_number = 1)
            as firsts,
        count_if(
            orders.invested_at >= people.exposed_at
            and orders.investment_number = 1
            and orders.is_smallest
        ) as smallest
    from people
    inner join orders
        on
            people.user_id = orders.user_id
            and people.exposed_at - interval '{{ var("promotion_before_days") }}' day
            <= orders.invested_at
            and people.window_ends_on >= orders.invested_date
    where not people.is_in_two_arms
    group by 1, 2, 3

),

grouped as (

    select
        *,
        during + later as revenue,
        case when firsts = 0 then orders_during + orders_later else 0 end as again,
        case
            when smallest > 0 then 'smallest' when firsts > 0 then 'larger' else 'again'
        end as unit
    from acts

),

summed as (

    select
        promotion_id,
        arm,
        sum(revenue) as revenue,
        sum(revenue * revenue) as revenue_squared,
        sum(during) as during,
        sum(during * during) as during_squared,
        sum(later) as later,
        sum(later * later) as later_squared,
        sum(before) as before,
        sum(before * before) as before_squared,
        sum(before * revenue) as before_revenue,
        sum(before * during) as before_during,
        sum(before * later) as before_later,
        sum(orders_during) as orders_during,
        sum(orders_during * orders_during) as orders_during_squared,
        sum(orders_later) as orders_later,
        sum(orders_later * orders_later) as orders_later_squared,
        sum(firsts) as firsts,
        sum(smallest) as smallest,
        sum(case when unit = 'smallest' then revenue else 0 end) as smallest_revenue,
        sum(case when unit = 'smallest' then revenue * revenue else 0 end)
            as smallest_revenue_squared,
        sum(firsts - smallest) as larger,
        sum(case when unit = 'larger' then revenue else 0 end) as larger_revenue,
        sum(case when unit = 'larger' then revenue * revenue else 0 end) as larger_revenue_squared,
        sum(again) as again,
        sum(again * again) as again_squared,
        sum(case when unit = 'again' then revenue else 0 end) as again_revenue,
        sum(case when unit = 'again' then order_revenue_squared else 0 end)
            as again_revenue_squared,
        sum(again * revenue) as again_product,
        sum(orders_before) as orders_before,
        sum(orders_before * orders_before) as orders_before_squared,
        sum(orders_before * again) as orders_before_again
    from grouped
    group by 1, 2

),

heads as (

    select
        promotion_id,
        arm,
        count_if(not is_in_two_arms) as people,
        count_if(is_in_two_arms) as people_in_two_arms,
        count_if(is_early and not is_in_two_arms) as people_early
    from people
    group by 1, 2

),

final as (

    select
        heads.promotion_id,
        heads.arm,
        heads.people,
        heads.people_in_two_arms,
        heads.people_early,
        {% for sum in [
            'revenue', 'revenue_squared', 'during', 'during_squared', 'later', 'later_squared',
            'before', 'before_squared', 'before_revenue', 'before_during', 'before_later',
            'orders_during', 'orders_during_squared', 'orders_later', 'orders_later_squared',
            'firsts', 'smallest', 'smallest_revenue', 'smallest_revenue_squared',
            'larger', 'larger_revenue', 'larger_revenue_squared', 'again', 'again_squared',
            'again_revenue', 'again_revenue_squared', 'again_product',
            'orders_before', 'orders_before_squared', 'orders_before_again'
        ] -%}
        cast(coalesce(summed.{{ sum }}, 0) as double) as {{ sum }}{{ ',' if not loop.last }}
    {% endfor %}
    from heads
    left join summed on heads.promotion_id = summed.promotion_id and heads.arm = summed.arm

)

select * from final
