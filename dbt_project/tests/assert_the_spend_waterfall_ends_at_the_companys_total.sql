with

months as (

    select
        cast(date_trunc('month', stat_date) as date) as month_start,
        sum(spend_amount) as company_amount
    from {{ ref('fct_growth_daily') }}
    group by 1

),

waterfall as (

    select
        month_start,
        max(closing_amount) as closing_amount,
        sum(gross_amount) - sum(taken_back_amount) as net_amount,
        count(*) as components
    from {{ ref('fct_spend_waterfall') }}
    group by 1

)

select
    months.*,
    waterfall.closing_amount,
    waterfall.net_amount
from months
left join waterfall on months.month_start = waterfall.month_start
where
    coalesce(waterfall.closing_amount, 0) != months.company_amount
    or coalesce(waterfall.net_amount, 0) != months.company_amount
    or waterfall.components != 7
