with

spend as (

    select
        stat_date,
        channel,
        sum(impressions) as impressions,
        sum(clicks) as clicks,
        sum(spend_amount) as spend_amount
    from {{ ref('fct_spend_daily') }}
    group by 1, 2

),

sessions as (

    select
        started_date as stat_date,
        acquisition_channel as channel,
        sum(sessions) as sessions
    from {{ ref('int_sessions_daily') }}
    group by 1, 2

),

people as (

    select
        step_date as stat_date,
        channel,
        sum(people) filter (where step = 'visit') as visitors,
        sum(people) filter (where step = 'registration') as registrations,
        sum(people) filter (where step = 'verification') as verifications,
        sum(people) filter (where step = 'first_investment') as first_investments
    from {{ ref('int_people_daily') }}
    group by 1, 2

),

investments as (

    select
        *,
        invested_date as stat_date
    from {{ ref('int_investments_daily') }}

),

days as (

    select stat_date, channel from spend
    union distinct
    select stat_date, channel from sessions
    union distinct
    select stat_date, channel from people
    union distinct
    select stat_date, channel from investments

),

final as (

    select
        days.stat_date,
        days.channel,
        cast(spend.impressions as bigint) as impressions,
        cast(spend.clicks as bigint) as clicks,
        cast(coalesce(spend.spend_amount, 0) as decimal(18, 2)) as spend_amount,
        cast(coalesce(sessions.sessions, 0) as bigint) as sessions,
        cast(coalesce(people.visitors, 0) as bigint) as visitors,
        cast(coalesce(people.registrations, 0) as bigint) as registrations,
        cast(coalesce(people.verifications, 0) as bigint) as verifications,
        cast(coalesce(people.first_investments, 0) as bigint) as first_investments,
        cast(
            coalesce(investments.first_invested_amount, 0) as decimal(18, 2)
        ) as first_invested_amount,
        cast(coalesce(investments.invested_amount, 0) as decimal(18, 2)) as invested_amount,
        cast(coalesce(investments.annualised_amount, 0) as decimal(18, 4)) as annualised_amount,
        cast(coalesce(investments.revenue_amount, 0) as decimal(18, 4)) as revenue_amount
    from days
    left join spend on days.stat_date = spend.stat_date and days.channel = spend.channel
    left join sessions on days.stat_date = sessions.stat_date and days.channel = sessions.channel
    left join people on days.stat_date = people.stat_date and days.channel = people.channel
    left join investments
        on days.stat_date = investments.stat_date and days.channel = investments.channel

)

select * from final
