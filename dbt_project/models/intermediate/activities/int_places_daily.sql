with

{# What codes explain is taken away: of all people, few are theirs. #}
coded as (

    select
        people.city,
        people.registered_date,
        people.first_invested_date
    from {{ ref('fct_funnel') }} as people
    inner join {{ ref('int_coded_accounts') }} as coded on people.user_id = coded.user_id
    where people.city is not null

),

steps as (

    select
        city,
        stat_date,
        registrations,
        first_investments,
        investors
    from {{ ref('int_city_people_daily') }}

    union all

    select city, registered_date, -1, 0, 0
    from coded
    where registered_date is not null

    union all

    select city, first_invested_date, 0, -1, 0
    from coded
    where first_invested_date is not null

),

taken as (

    select
        city,
        stat_date,
        sum(registrations) as registrations,
        sum(first_investments) as first_investments,
        sum(investors) as investors
    from steps
    group by 1, 2

),

halo as (

    select * from {{ ref('int_city_sessions_daily') }}

),

cities as (

    select city
    from {{ ref('int_city_people_daily') }}
    where registrations > 0
    union distinct
    select city from halo

),

span as (

    select
        min(registered.step_date) as first_date,
        max(as_of.as_of_date) as last_date
    from {{ ref('int_people_daily') }} as registered
    cross join {{ ref('int_as_of') }} as as_of
    where registered.step = 'registration'

),

final as (

    select
        cities.city,
        dates.date_day as stat_date,
        cast(coalesce(taken.registrations, 0) as bigint) as registrations,
        cast(coalesce(taken.first_investments, 0) as bigint) as first_investments,
        cast(coalesce(halo.halo_sessions, 0) as bigint) as halo_sessions,
        cast(coalesce(taken.investors, 0) as bigint) as investors
    from cities
    cross join span
    inner join {{ ref('dim_dates') }} as dates
        on dates.date_day between span.first_date and span.last_date
    left join taken on cities.city = taken.city and dates.date_day = taken.stat_date
    left join halo on cities.city = halo.city and dates.date_day = halo.stat_date

)

select * from final
