{# A CTE of people, read by both parts, would hold all of them with all these columns: twice the time. #}
with

happened as (

    select
        visited_date as entry_date,
        acquisition_channel as channel,
        {{ x_days_between('visited_date', 'registered_date') }} as age,
        1 as registrations,
        0 as first_investments,
        cast(0 as decimal(18, 2)) as invested_amount,
        cast(0 as decimal(18, 4)) as annualised_amount,
        cast(0 as decimal(18, 4)) as revenue_amount
    from {{ ref('fct_funnel') }}
    where registered_date is not null

    union all

    select
        people.visited_date as entry_date,
        people.acquisition_channel as channel,
        {{ x_days_between('people.visited_date', 'investments.invested_date') }} as age,
        0 as registrations,
        case when investments.investment_number = 1 then 1 else 0 end as first_investments,
        investments.amount as invested_amount,
        investments.annualised_amount,
        investments.revenue_amount
    from {{ ref('fct_investments') }} as investments
    inner join {{ ref('fct_funnel') }} as people on investments.visitor_id = people.visitor_id
    where people.first_invested_date is not null

),

final as (

    select
        entry_date,
        channel,
        age,
        count(*) as facts,
        sum(registrations) as registrations,
        sum(first_investments) as first_investments,
        sum(invested_amount) as invested_amount,
        sum(coalesce(annualised_amount, 0)) as annualised_amount,
        sum(coalesce(revenue_amount, 0)) as revenue_amount
    from happened
    group by 1, 2, 3

)

select * from final
