-- Cities split the company's revenue and first investors without losing or doubling any.
with

cities as (

    select
        stat_date,
        sum(revenue) as revenue,
        sum(firsts) as firsts
    from {{ ref('fct_city_daily') }}
    group by stat_date

),

growth as (

    select
        stat_date,
        cast(revenue_amount as double) as revenue,
        first_investments
    from {{ ref('fct_growth_daily') }}

)

select
    growth.stat_date,
    growth.revenue,
    cities.revenue as city_revenue
from growth
left join cities on growth.stat_date = cities.stat_date
where
    abs(growth.revenue - coalesce(cities.revenue, 0)) > 0.01
    or growth.first_investments <> coalesce(cities.firsts, 0)
