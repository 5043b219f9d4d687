with

people as (

    select
        people.city,
        people.registered_date,
        people.first_invested_date,
        coded.user_id is not null as is_coded
    from {{ ref('fct_funnel') }} as people
    left join {{ ref('int_coded_accounts') }} as coded on people.user_id = coded.user_id
    where people.user_id is not null and people.city is not null

),

halo as (

    select
        city,
        touched_date as stat_date,
        count(*) as halo_sessions
    from {{ ref('fct_touchpoints') }}
    where
        touchpoint_type = 'session'
        and channel in ({{ halo_channels() }})
        and city is not null
    group by 1, 2

),

registered as (

    select
        city,
        registered_date as stat_date,
        count_if(not is_coded) as registrations,
        count_if(
            {{ x_days_between('registered_date', 'first_invested_date') }}
            between 0 and {{ var('activity_investing_days') }}
        ) as investors
    from people
    where registered_date is not null
    group by 1, 2

),

invested as (

    select
        city,
        first_invested_date as stat_date,
        count(*) as first_investments
    from people
    where first_invested_date is not null and not is_coded
    group by 1, 2

),

cities as (

    select city from registered
    union distinct
    select city from halo

),

span as (

    select
        min(people.registered_date) as first_date,
        max(as_of.as_of_date) as last_date
    from {{ ref('fct_funnel') }} as people
    cross join {{ ref('int_as_of') }} as as_of

),

final as (

    select
        cities.city,
        dates.date_day as stat_date,
        coalesce(registered.registrations, 0) as registrations,
        coalesce(invested.first_investments, 0) as first_investments,
        coalesce(halo.halo_sessions, 0) as halo_sessions,
        coalesce(registered.investors, 0) as investors
    from cities
    cross join span
    inner join {{ ref('dim_dates') }} as dates
        on dates.date_day between span.first_date and span.last_date
    left join registered
        on cities.city = registered.city and dates.date_day = registered.stat_date
    left join invested
        on cities.city = invested.city and dates.date_day = invested.stat_date
    left join halo on cities.city = halo.city and dates.date_day = halo.stat_date

)

select * from final
