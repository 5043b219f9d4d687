with

brought as (

    select
        people.visitor_id,
        people.registered_date,
        cast(sum(coalesce(orders.revenue_amount, 0)) as decimal(18, 4)) as revenue_amount
    from {{ ref('fct_funnel') }} as people
    inner join {{ ref('fct_investments') }} as orders on people.visitor_id = orders.visitor_id
    where
        {{ x_days_between('people.registered_date', 'people.first_invested_date') }}
        between 0 and {{ var('activity_investing_days') }}
        and {{ x_days_between('people.registered_date', 'orders.invested_date') }}
        <= {{ var('activity_investing_days') }}
    group by 1, 2

),

final as (

    select
        registered_date,
        count(*) as investors,
        sum(revenue_amount) as revenue_amount,
        sum(revenue_amount * revenue_amount) as revenue_squared
    from brought
    group by 1

)

select * from final
