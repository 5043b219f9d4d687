with

final as (

    select
        coalesce(nullif(trim(people.city), ''), '?') as city,
        orders.invested_date as stat_date,
        count(*) as orders,
        sum(case when orders.investment_number = 1 then 1 else 0 end) as firsts,
        sum(coalesce(orders.revenue_amount, 0)) as revenue_amount
    from {{ ref('fct_investments') }} as orders
    left join {{ ref('fct_funnel') }} as people on orders.visitor_id = people.visitor_id
    group by 1, 2

)

select * from final
