with

people as (

    select
        networks.place,
        people.registered_date,
        people.first_invested_date
    from {{ ref('fct_funnel') }} as people
    inner join {{ ref('int_registration_places') }} as places on people.user_id = places.user_id
    inner join {{ ref('int_venue_networks') }} as networks
        on places.ip_block_hash = networks.ip_block_hash
    left join {{ ref('int_coded_accounts') }} as coded on people.user_id = coded.user_id
    where coded.user_id is null

),

registered as (

    select place, registered_date as stat_date, count(*) as registrations
    from people
    where registered_date is not null
    group by 1, 2

),

invested as (

    select place, first_invested_date as stat_date, count(*) as first_investments
    from people
    where first_invested_date is not null
    group by 1, 2

),

places as (

    select distinct place
    from {{ ref('int_venue_networks') }}

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
        places.place,
        dates.date_day as stat_date,
        coalesce(registered.registrations, 0) as campus_registrations,
        coalesce(invested.first_investments, 0) as campus_first_investments
    from places
    cross join span
    inner join {{ ref('dim_dates') }} as dates
        on dates.date_day between span.first_date and span.last_date
    left join registered
        on places.place = registered.place and dates.date_day = registered.stat_date
    left join invested on places.place = invested.place and dates.date_day = invested.stat_date

)

select * from final
