with

totals as (

    select
        coalesce(sum(amount), 0) as invested_amount,
        coalesce(sum(annualised_amount), 0) as annualised_amount,
        coalesce(sum(revenue_amount), 0) as revenue_amount
    from {{ ref('fct_investments') }}

),

channel_days as (

    select
        coalesce(sum(invested_amount), 0) as invested_amount,
        coalesce(sum(annualised_amount), 0) as annualised_amount,
        coalesce(sum(revenue_amount), 0) as revenue_amount
    from {{ ref('fct_channel_daily') }}

),

growth as (

    select
        coalesce(sum(invested_amount), 0) as invested_amount,
        coalesce(sum(annualised_amount), 0) as annualised_amount,
        coalesce(sum(revenue_amount), 0) as revenue_amount
    from {{ ref('fct_growth_daily') }}

),

cohorts as (

    select
        coalesce(sum(invested_amount) filter (where cohort_grain = 'week'), 0) as weekly_amount,
        coalesce(sum(invested_amount) filter (where cohort_grain = 'month'), 0) as monthly_amount
    from {{ ref('fct_cohort_activity') }}

)

select
    totals.*,
    channel_days.invested_amount as channel_amount,
    growth.invested_amount as growth_amount,
    cohorts.*
from totals
cross join channel_days
cross join growth
cross join cohorts
where
    totals.invested_amount != channel_days.invested_amount
    or totals.invested_amount != growth.invested_amount
    or totals.invested_amount != cohorts.weekly_amount
    or totals.invested_amount != cohorts.monthly_amount
    or totals.annualised_amount != channel_days.annualised_amount
    or totals.annualised_amount != growth.annualised_amount
    or totals.revenue_amount != channel_days.revenue_amount
    or totals.revenue_amount != growth.revenue_amount
