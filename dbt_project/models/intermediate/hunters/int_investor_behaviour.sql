with

due as (

    select
        order_id,
        {{ x_company_date('max(due_at)') }} as due_date
    from {{ ref('stg_platform__repayments') }}
    group by 1

),

orders as (

    select
        orders.user_id,
        orders.amount,
        orders.term_days,
        coalesce(orders.coupon_amount, 0) > 0 as has_coupon,
        orders.revenue_amount,
        orders.invested_date,
        coalesce(due.due_date, orders.invested_date + orders.term_days) as matures_date
    from {{ ref('fct_investments') }} as orders
    left join due on orders.order_id = due.order_id
    where orders.amount > 0

),

offer as (

    select
        coalesce(
            (select min(min_amount) from {{ ref('stg_platform__products') }} where min_amount > 0),
            (select min(amount) from orders)
        ) as minimum,
        (select min(term_days) from orders) as shortest

),

behaviour as (

    select
        orders.user_id,
        count(*) as investments,
        sum(orders.amount) as invested_amount,
        sum(orders.revenue_amount) as revenue_amount,
        bool_and(orders.amount <= offer.minimum) as is_smallest,
        bool_and(coalesce(orders.term_days <= offer.shortest, false)) as is_shortest,
        bool_and(orders.has_coupon) as is_coupon_carried,
        min(orders.invested_date) as first_invested_date,
        max(orders.matures_date) as last_matures_date
    from orders
    cross join offer
    group by 1

),

gone as (

    select
        behaviour.user_id,
        max(case
            when
                {{ x_days_between('behaviour.last_matures_date', x_company_date(
                    'coalesce(withdrawals.created_at, withdrawals.confirmed_at)'
                )) }} between 0 and {{ var('hunter_days_to_leave') }}
                then 1
            else 0
        end) as withdrew
    from behaviour
    inner join {{ ref('stg_platform__withdrawals') }} as withdrawals
        on behaviour.user_id = withdrawals.user_id
    where withdrawals.status not in ('fail', 'exception')
    group by 1

),

judged as (

    select
        behaviour.*,
        coalesce(
            {{ x_days_between('behaviour.last_matures_date', 'as_of.as_of_date') }}
            >= {{ var('hunter_days_to_leave') }}, false
        ) as is_mature,
        coalesce(gone.withdrew = 1, false) as has_withdrawn
    from behaviour
    cross join {{ ref('int_as_of') }} as as_of
    left join gone on behaviour.user_id = gone.user_id

),

final as (

    select
        user_id,
        investments,
        invested_amount,
        revenue_amount,
        case when is_smallest then 25 else 0 end
        + case when is_shortest then 10 else 0 end
        + case when is_coupon_carried then 20 else 0 end
        + case when is_mature and has_withdrawn then 25 when is_mature then 0 else 10 end
            as behaviour_percent,
        is_smallest,
        is_shortest,
        is_coupon_carried,
        is_mature,
        is_mature and has_withdrawn as has_left,
        first_invested_date
    from judged

)

select * from final
