with

investments as (

    select
        investments.visitor_id,
        people.acquisition_channel as channel,
        investments.amount,
        cast(date_trunc('week', people.first_invested_date) as date) as week_cohort,
        cast(date_trunc('week', investments.invested_date) as date) as week_start,
        cast(date_trunc('month', people.first_invested_date) as date) as month_cohort,
        cast(date_trunc('month', investments.invested_date) as date) as month_start
    from {{ ref('fct_investments') }} as investments
    inner join {{ ref('fct_funnel') }} as people on investments.visitor_id = people.visitor_id
    where people.first_invested_date is not null

),

final as (

    select
        'week' as cohort_grain,
        week_cohort as cohort_start,
        channel,
        week_start as period_start,
        count(distinct visitor_id) as active_investors,
        sum(amount) as invested_amount
    from investments
    group by 2, 3, 4

    union all

    select
        'month' as cohort_grain,
        month_cohort as cohort_start,
        channel,
        month_start as period_start,
        count(distinct visitor_id) as active_investors,
        sum(amount) as invested_amount
    from investments
    group by 2, 3, 4

)

select * from final
