with

investments as (

    select
        visitor_id,
        amount,
        investment_number,
        cast(date_trunc('week', invested_date) as date) as week_start,
        cast(date_trunc('month', invested_date) as date) as month_start
    from {{ ref('fct_investments') }}

),

final as (

    select
        'week' as cohort_grain,
        visitor_id,
        week_start as period_start,
        sum(amount) as invested_amount,
        min(investment_number) as first_investment_number
    from investments
    group by 1, 2, 3

    union all

    select
        'month' as cohort_grain,
        visitor_id,
        month_start as period_start,
        sum(amount) as invested_amount,
        min(investment_number) as first_investment_number
    from investments
    group by 1, 2, 3

)

select * from final
