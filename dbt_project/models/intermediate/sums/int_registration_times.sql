with

registrations as (

    select
        coalesce(brought.registration_channel, people.acquisition_channel) as channel,
        case
            when brought.registration_touched_at is not null
                then {{ x_seconds_between('brought.registration_touched_at', 'people.registered_at') }}
            when people.visited_at < people.registered_at
                then {{ x_seconds_between('people.visited_at', 'people.registered_at') }}
        end as seconds_to_register,
        cast({{ x_company_hour('people.registered_at') }} as integer) as registered_hour,
        people.registered_date
    from {{ ref('fct_funnel') }} as people
    left join {{ ref('int_partner_people') }} as brought on people.visitor_id = brought.visitor_id
    where people.registered_at is not null

),

banded as (

    select
        channel,
        case
            when seconds_to_register < 15 then 0
            when seconds_to_register < 60 then 15
            when seconds_to_register < 300 then 60
            when seconds_to_register < 1800 then 300
            when seconds_to_register < 7200 then 1800
            when seconds_to_register < 86400 then 7200
            when seconds_to_register < 604800 then 86400
            when seconds_to_register >= 604800 then 604800
        end as seconds_from,
        registered_hour,
        registered_date
    from registrations

),

final as (

    select
        channel,
        cast(seconds_from as integer) as seconds_from,
        registered_hour,
        registered_date,
        count(*) as registrations
    from banded
    group by 1, 2, 3, 4

)

select * from final
