with

ages as (

    select
        *,
        lag(registrations) over by_age as registrations_before,
        lag(first_investments) over by_age as first_investments_before,
        lag(invested_amount) over by_age as invested_amount_before
    from {{ ref('fct_channel_cohorts') }}
    window by_age as (partition by entry_date, channel order by age_days nulls last)

)

select *
from ages
where
    registrations < registrations_before
    or first_investments < first_investments_before
    or invested_amount < invested_amount_before
