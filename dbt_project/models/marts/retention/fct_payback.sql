{% set oldest = 180 %}
{% set zero = "cast('2000-01-01' as date)" %}

with

as_of as (

    select * from {{ ref('int_as_of') }}

),

ages as (

    select {{ x_days_between(zero, 'series.date_day') }} as age_days
    from ({{ x_date_series(zero, zero ~ " + interval '" ~ oldest ~ "' day") }}) as series

),

entries as (

    select
        channel_days.channel,
        channel_days.stat_date as entry_date,
        cast(date_trunc('month', channel_days.stat_date) as date) as cohort_month,
        {{ x_days_between('channel_days.stat_date', 'as_of.as_of_date') }} as oldest_age,
        channel_days.spend_amount,
        channel_days.visitors
    from {{ ref('fct_channel_daily') }} as channel_days
    cross join as_of
    where channel_days.visitors > 0 or channel_days.spend_amount > 0

),

facts as (

    select
        entries.channel,
        entries.cohort_month,
        entries.oldest_age,
        facts.age as age_days,
        facts.registrations,
        facts.first_investments,
        facts.invested_amount,
        facts.annualised_amount,
        facts.revenue_amount
    from {{ ref('int_cohort_facts') }} as facts
    inner join entries
        on facts.channel = entries.channel and facts.entry_date = entries.entry_date
    where facts.age <= {{ oldest }}

),

changes as (

    select
        channel,
        cohort_month,
        0 as age_days,
        1 as entry_days,
        spend_amount,
        visitors,
        0 as registrations,
        0 as first_investments,
        0 as invested_amount,
        0 as annualised_amount,
        0 as revenue_amount
    from entries

    union all

    select
        channel,
        cohort_month,
        oldest_age + 1,
        -1,
        -spend_amount,
        -visitors,
        0,
        0,
        0,
        0,
        0
    from entries

    union all

    select
        channel,
        cohort_month,
        age_days,
        0,
        0,
        0,
        registrations,
        first_investments,
        invested_amount,
        annualised_amount,
        revenue_amount
    from facts

    union all

    select
        channel,
        cohort_month,
        oldest_age + 1,
        0,
        0,
        0,
        -registrations,
        -first_investments,
        -invested_amount,
        -annualised_amount,
        -revenue_amount
    from facts

),

summed as (

    select
        channel,
        cohort_month,
        age_days,
        sum(entry_days) as entry_days,
        sum(spend_amount) as spend_amount,
        sum(visitors) as visitors,
        sum(registrations) as registrations,
        sum(first_investments) as first_investments,
        sum(invested_amount) as invested_amount,
        sum(annualised_amount) as annualised_amount,
        sum(revenue_amount) as revenue_amount
    from changes
    where age_days <= {{ oldest }}
    group by 1, 2, 3

),

cohorts as (

    select
        channel,
        cohort_month,
        count(*) as entry_days
    from entries
    group by 1, 2

),

running as (

    select
        cohorts.channel,
        cohorts.cohort_month,
        ages.age_days,
        cohorts.entry_days,
        sum(coalesce(summed.entry_days, 0)) over by_age as mature_days,
        sum(coalesce(summed.spend_amount, 0)) over by_age as spend_amount,
        sum(coalesce(summed.visitors, 0)) over by_age as visitors,
        sum(coalesce(summed.registrations, 0)) over by_age as registrations,
        sum(coalesce(summed.first_investments, 0)) over by_age as first_investments,
        sum(coalesce(summed.invested_amount, 0)) over by_age as invested_amount,
        sum(coalesce(summed.annualised_amount, 0)) over by_age as annualised_amount,
        sum(coalesce(summed.revenue_amount, 0)) over by_age as revenue_amount
    from cohorts
    cross join ages
    left join summed
        on
            cohorts.channel = summed.channel
            and cohorts.cohort_month = summed.cohort_month
            and ages.age_days = summed.age_days
    window by_age as (
        partition by cohorts.channel, cohorts.cohort_month
        order by ages.age_days nulls last
        rows between unbounded preceding and current row
    )

),

final as (

    select
        cohort_month,
        channel,
        cast(age_days as integer) as age_days,
        cast(entry_days as bigint) as entry_days,
        cast(mature_days as bigint) as mature_days,
        cast(spend_amount as decimal(18, 2)) as spend_amount,
        cast(visitors as bigint) as visitors,
        cast(registrations as bigint) as registrations,
        cast(first_investments as bigint) as first_investments,
        cast(invested_amount as decimal(18, 2)) as invested_amount,
        cast(annualised_amount as decimal(18, 4)) as annualised_amount,
        cast(revenue_amount as decimal(18, 4)) as revenue_amount
    from running
    where mature_days > 0

)

select * from final
