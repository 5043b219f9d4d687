with

people as (

    select user_id, coalesce(nullif(trim(city), ''), '?') as city
    from {{ ref('dim_users') }}

),

final as (

    select
        coalesce(people.city, '?') as city,
        orders.invested_date as stat_date,
        cast(sum(coalesce(orders.revenue_amount, 0)) as double) as revenue,
        cast(count_if(orders.investment_number = 1) as bigint) as firsts
    from {{ ref('fct_investments') }} as orders
    left join people on orders.user_id = people.user_id
    group by 1, 2

)

select * from final
