with

accounts as (

    select user_id
    from {{ ref('fct_funnel') }}
    where user_id is not null

),

heads as (

    select
        people.promotion_id,
        people.arm,
        people.arm_number,
        count_if(not people.is_in_two_arms) as people,
        count_if(people.is_in_two_arms) as people_in_two_arms,
        count_if(accounts.user_id is null and not people.is_in_two_arms) as people_unknown,
        count_if(
            not people.is_in_two_arms
            and {{ x_days_between('windows.starts_on', 'people.exposed_date') }} * 2
            < {{ x_days_between('windows.starts_on', 'least(windows.ends_on, windows.as_of_date)') }}
        ) as people_early
    from {{ ref('int_promotion_people') }} as people
    inner join {{ ref('int_promotion_windows') }} as windows
        on people.promotion_id = windows.promotion_id
    left join accounts on people.user_id = accounts.user_id
    where people.exposed_date <= windows.window_ends_on
    group by 1, 2, 3

),

acts as (

    select
        arm_number,
        user_id,
        sum(case when is_before then revenue else 0 end) as before,
        sum(case when is_during then revenue else 0 end) as during,
        sum(case when is_later then revenue else 0 end) as later,
        sum(soon * revenue) as soon,
        sum(case when is_during or is_later then revenue * revenue else 0 end) as order_revenue_squared,
        count_if(is_before) as orders_before,
        count_if(is_during and not is_first) as further_during,
        count_if(is_later and not is_first) as further_later,
        sum(case when is_first then 0 else soon end) as further_soon,
        sum(case when is_first then soon else 0 end) as firsts_soon,
        count_if(is_first and is_during) as firsts_during,
        count_if(is_first and is_later) as firsts_later,
        count_if(is_smallest and (is_during or is_later)) as smallest,
        count_if(is_due_during) as due_during,
        count_if(is_due_later) as due_later,
        sum(due_soon) as due_soon
    from {{ ref('int_promotion_orders') }}
    group by 1, 2

),

grouped as (

    select
        *,
        during + later as revenue,
        firsts_during + firsts_later as firsts,
        due_during + due_later as due,
        case
            when firsts_during + firsts_later = 0 then further_during + further_later else 0
        end as again,
        case
            when smallest > 0 then 'smallest'
            when firsts_during + firsts_later > 0 then 'larger'
            else 'again'
        end as unit
    from acts

),

summed as (

    select
        arm_number,
        sum(revenue) as revenue,
        sum(revenue * revenue) as revenue_squared,
        sum(during) as during,
        sum(during * during) as during_squared,
        sum(later) as later,
        sum(later * later) as later_squared,
        sum(soon) as soon,
        sum(soon * soon) as soon_squared,
        sum(before) as before,
        sum(before * before) as before_squared,
        sum(before * revenue) as before_revenue,
        sum(before * during) as before_during,
        sum(before * later) as before_later,
        sum(before * soon) as before_soon,
        sum(further_during) as further_during,
        sum(further_during * further_during) as further_during_squared,
        sum(further_later) as further_later,
        sum(further_later * further_later) as further_later_squared,
        sum(further_soon) as further_soon,
        sum(further_soon * further_soon) as further_soon_squared,
        sum(firsts_soon) as firsts_soon,
        sum(firsts_soon * firsts_soon) as firsts_soon_squared,
        sum(firsts_during) as firsts_during,
        sum(firsts_later) as firsts_later,
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
        sum(orders_before * again) as orders_before_again,
        sum(orders_before * further_during) as orders_before_further_during,
        sum(orders_before * further_later) as orders_before_further_later,
        sum(orders_before * further_soon) as orders_before_further_soon,
        sum(due) as due,
        sum(due * due) as due_squared,
        sum(orders_before * due) as orders_before_due,
        sum(due * again) as due_again,
        sum(due_during) as due_during,
        sum(due_during * due_during) as due_during_squared,
        sum(orders_before * due_during) as orders_before_due_during,
        sum(due_during * further_during) as due_during_further_during,
        sum(due_later) as due_later,
        sum(due_later * due_later) as due_later_squared,
        sum(orders_before * due_later) as orders_before_due_later,
        sum(due_later * further_later) as due_later_further_later,
        sum(due_soon) as due_soon,
        sum(due_soon * due_soon) as due_soon_squared,
        sum(orders_before * due_soon) as orders_before_due_soon,
        sum(due_soon * further_soon) as due_soon_further_soon
    from grouped
    group by 1

),

final as (

    select
        heads.promotion_id,
        heads.arm,
        heads.arm_number,
        heads.people,
        heads.people_in_two_arms,
        heads.people_unknown,
        heads.people_early,
        {% for sum in [
            'revenue', 'revenue_squared', 'during', 'during_squared', 'later', 'later_squared',
            'soon', 'soon_squared',
            'before', 'before_squared', 'before_revenue', 'before_during', 'before_later',
            'before_soon', 'further_soon', 'further_soon_squared', 'firsts_soon',
            'firsts_soon_squared',
            'further_during', 'further_during_squared', 'further_later', 'further_later_squared',
            'firsts_during', 'firsts_later',
            'firsts', 'smallest', 'smallest_revenue', 'smallest_revenue_squared',
            'larger', 'larger_revenue', 'larger_revenue_squared', 'again', 'again_squared',
            'again_revenue', 'again_revenue_squared', 'again_product',
            'orders_before', 'orders_before_squared', 'orders_before_again',
            'orders_before_further_during', 'orders_before_further_later',
            'orders_before_further_soon',
            'due', 'due_squared', 'orders_before_due', 'due_again',
            'due_during', 'due_during_squared', 'orders_before_due_during', 'due_during_further_during',
            'due_later', 'due_later_squared', 'orders_before_due_later', 'due_later_further_later',
            'due_soon', 'due_soon_squared', 'orders_before_due_soon', 'due_soon_further_soon'
        ] -%}
        cast(coalesce(summed.{{ sum }}, 0) as double) as {{ sum }}{{ ',' if not loop.last }}
    {% endfor %}
    from heads
    left join summed on heads.arm_number = summed.arm_number

)

select * from final
