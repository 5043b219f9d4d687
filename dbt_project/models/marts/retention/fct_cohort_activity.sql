with

investor_periods as (

    select * from {{ ref('int_investor_periods') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

periods as (

    select * from {{ ref('int_periods') }}

),

members as (

    select
        investor_periods.cohort_grain,
        investor_periods.visitor_id,
        investor_periods.period_start as cohort_start,
        people.acquisition_channel as channel,
        investor_periods.invested_amount
    from investor_periods
    inner join {{ ref('fct_funnel') }} as people
        on investor_periods.visitor_id = people.visitor_id
    where investor_periods.first_investment_number = 1

),

cohorts as (

    select
        cohort_grain,
        cohort_start,
        channel,
        count(*) as cohort_size,
        sum(invested_amount) as first_period_amount
    from members
    group by 1, 2, 3

),

activity as (

    select
        members.cohort_grain,
        members.cohort_start,
        members.channel,
        investor_periods.period_start,
        count(*) as active_investors,
        sum(investor_periods.invested_amount) as invested_amount
    from members
    inner join investor_periods
        on
            members.cohort_grain = investor_periods.cohort_grain
            and members.visitor_id = investor_periods.visitor_id
    group by 1, 2, 3, 4

),

final as (

    select
        cohorts.cohort_grain,
        cohorts.cohort_start,
        cohorts.channel,
        cast((row_number() over cohort_periods) - 1 as integer) as period_index,
        cohorts.cohort_size,
        coalesce(activity.active_investors, 0) as active_investors,
        cast(coalesce(activity.invested_amount, 0) as decimal(18, 2)) as invested_amount,
        cast(cohorts.first_period_amount as decimal(18, 2)) as first_period_amount,
        periods.period_end <= as_of.as_of_date as is_complete
    from cohorts
    cross join as_of
    inner join periods
        on
            cohorts.cohort_grain = periods.cohort_grain
            and cohorts.cohort_start <= periods.period_start
            and as_of.as_of_date >= periods.period_start
    left join activity
        on
            cohorts.cohort_grain = activity.cohort_grain
            and cohorts.cohort_start = activity.cohort_start
            and cohorts.channel = activity.channel
            and periods.period_start = activity.period_start
    window cohort_periods as (
        partition by cohorts.cohort_grain, cohorts.cohort_start, cohorts.channel
        order by periods.period_start nulls last
    )

)

select * from final
