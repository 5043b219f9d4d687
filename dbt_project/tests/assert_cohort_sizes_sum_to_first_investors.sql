with

cohorts as (

    select
        cohort_grain,
        sum(cohort_size) as investors,
        sum(active_investors) as active_investors,
        sum(invested_amount) as invested_amount,
        sum(first_period_amount) as first_period_amount
    from {{ ref('fct_cohort_activity') }}
    where period_index = 0
    group by 1

),

investors as (

    select count(distinct user_id) as investors
    from {{ ref('fct_investments') }}

)

select
    cohorts.*,
    investors.investors as first_investors
from cohorts
cross join investors
where
    cohorts.investors != investors.investors
    or cohorts.active_investors != investors.investors
    or cohorts.invested_amount != cohorts.first_period_amount
