with

channel_days as (

    select
        stat_date,
        sum(visitors) as visitors,
        sum(sessions) as sessions,
        sum(registrations) as registrations,
        sum(verifications) as verifications,
        sum(first_investments) as first_investments,
        sum(invested_amount) as invested_amount,
        sum(annualised_amount) as annualised_amount,
        sum(revenue_amount) as revenue_amount,
        sum(spend_amount) as spend_amount
    from {{ ref('fct_channel_daily') }}
    group by 1

),

people as (

    select
        step_date as stat_date,
        sum(people) filter (where step = 'card_bound') as card_bounds,
        sum(people) filter (where step = 'funded') as fundings,
        sum(people) filter (where step = 'repeat_investment') as repeat_investments
    from {{ ref('int_people_daily') }}
    group by 1

),

repayments as (

    select
        paid_date as stat_date,
        sum(principal_amount) as principal_amount
    from {{ ref('int_repayments_daily') }}
    group by 1

),

days as (

    select stat_date from channel_days
    union distinct
    select stat_date from people
    union distinct
    select stat_date from repayments
    union distinct
    select dates.date_day as stat_date
    from {{ ref('dim_dates') }} as dates
    cross join {{ ref('int_as_of') }} as as_of
    cross join (select min(stat_date) as first_date from channel_days) as started
    where dates.date_day between started.first_date and as_of.as_of_date

),

final as (

    select
        days.stat_date,
        cast(coalesce(channel_days.visitors, 0) as bigint) as visitors,
        cast(coalesce(channel_days.sessions, 0) as bigint) as sessions,
        cast(coalesce(channel_days.registrations, 0) as bigint) as registrations,
        cast(coalesce(channel_days.verifications, 0) as bigint) as verifications,
        cast(coalesce(people.card_bounds, 0) as bigint) as card_bounds,
        cast(coalesce(people.fundings, 0) as bigint) as fundings,
        cast(coalesce(channel_days.first_investments, 0) as bigint) as first_investments,
        cast(coalesce(people.repeat_investments, 0) as bigint) as repeat_investments,
        cast(coalesce(channel_days.invested_amount, 0) as decimal(18, 2)) as invested_amount,
        cast(coalesce(channel_days.annualised_amount, 0) as decimal(18, 4)) as annualised_amount,
        cast(coalesce(channel_days.revenue_amount, 0) as decimal(18, 4)) as revenue_amount,
        cast(
            sum(
                coalesce(channel_days.invested_amount, 0)
                - coalesce(repayments.principal_amount, 0)
            ) over (order by days.stat_date nulls last) as decimal(18, 2)
        ) as outstanding_amount,
        cast(coalesce(channel_days.spend_amount, 0) as decimal(18, 2)) as spend_amount
    from days
    left join channel_days on days.stat_date = channel_days.stat_date
    left join people on days.stat_date = people.stat_date
    left join repayments on days.stat_date = repayments.stat_date

)

select * from final
