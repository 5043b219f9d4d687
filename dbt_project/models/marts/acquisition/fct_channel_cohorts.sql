with

as_of as (

    select * from {{ ref('int_as_of') }}

),

ages as (

    select 7 as age_days
    union all
    select 30 as age_days
    union all
    select 90 as age_days
    union all
    select 180 as age_days

),

cohorts as (

    select
        stat_date as entry_date,
        channel,
        spend_amount,
        visitors
    from {{ ref('fct_channel_daily') }}
    where visitors > 0 or spend_amount > 0

),

facts as (

    select * from {{ ref('int_cohort_facts') }}

),

by_age as (

    select
        facts.entry_date,
        facts.channel,
        ages.age_days,
        sum(facts.registrations) as registrations,
        sum(facts.first_investments) as first_investments,
        sum(facts.invested_amount) as invested_amount,
        sum(facts.annualised_amount) as annualised_amount,
        sum(facts.revenue_amount) as revenue_amount
    from facts
    inner join ages on facts.age <= ages.age_days
    group by 1, 2, 3

),

final as (

    select
        cohorts.entry_date,
        cohorts.channel,
        ages.age_days,
        cohorts.spend_amount,
        cohorts.visitors,
        cast(coalesce(by_age.registrations, 0) as bigint) as registrations,
        cast(coalesce(by_age.first_investments, 0) as bigint) as first_investments,
        cast(coalesce(by_age.invested_amount, 0) as decimal(18, 2)) as invested_amount,
        cast(coalesce(by_age.annualised_amount, 0) as decimal(18, 4)) as annualised_amount,
        cast(coalesce(by_age.revenue_amount, 0) as decimal(18, 4)) as revenue_amount,
        {{ x_days_between('cohorts.entry_date', 'as_of.as_of_date') }}
        >= ages.age_days as is_mature
    from cohorts
    cross join ages
    cross join as_of
    left join by_age
        on
            cohorts.entry_date = by_age.entry_date
            and cohorts.channel = by_age.channel
            and ages.age_days = by_age.age_days

)

select * from final
