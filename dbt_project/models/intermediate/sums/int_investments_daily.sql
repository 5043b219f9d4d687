with

investments as (

    select * from {{ ref('fct_investments') }}

),

investors as (

    select
        visitor_id,
        acquisition_channel
    from {{ ref('fct_funnel') }}
    where first_invested_date is not null

),

final as (

    select
        investments.invested_date,
        investors.acquisition_channel as channel,
        count(*) as investments,
        sum(case when investments.investment_number = 1 then investments.amount else 0 end)
            as first_invested_amount,
        sum(investments.amount) as invested_amount,
        sum(coalesce(investments.annualised_amount, 0)) as annualised_amount,
        sum(coalesce(investments.revenue_amount, 0)) as revenue_amount
    from investments
    inner join investors on investments.visitor_id = investors.visitor_id
    group by 1, 2

)

select * from final
