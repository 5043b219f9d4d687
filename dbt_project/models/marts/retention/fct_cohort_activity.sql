with

activity as (

    select * from {{ ref('int_cohort_periods') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

periods as (

    select * from {{ ref('int_periods') }}

),

{# Who first invests in a period is active in it: that period's investors are the cohort. #}
cohorts as (

    select
        cohort_grain,
        cohort_start,
        channel,
        active_investors as cohort_size,
        invested_amount as first_period_amount
    from activity
    where period_start = cohort_start

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
