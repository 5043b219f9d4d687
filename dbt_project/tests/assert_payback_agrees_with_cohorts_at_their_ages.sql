-- The same people, money and spend by age, reckoned along another path.
with

daily as (

    select
        channel,
        age_days,
        cast(date_trunc('month', entry_date) as date) as cohort_month,
        count(*) as mature_days,
        sum(spend_amount) as spend_amount,
        sum(first_investments) as first_investments,
        sum(revenue_amount) as revenue_amount
    from {{ ref('fct_channel_cohorts') }}
    where is_mature
    group by 1, 2, 3

)

select
    daily.*,
    payback.spend_amount as payback_spend_amount,
    payback.first_investments as payback_first_investments,
    payback.revenue_amount as payback_revenue_amount
from daily
left join {{ ref('fct_payback') }} as payback
    on
        daily.channel = payback.channel
        and daily.cohort_month = payback.cohort_month
        and daily.age_days = payback.age_days
where
    payback.channel is null
    or daily.mature_days != payback.mature_days
    or daily.spend_amount != payback.spend_amount
    or daily.first_investments != payback.first_investments
    or daily.revenue_amount != payback.revenue_amount
