with

repeated as (

    select
        source,
        event_id
    from {{ ref('stg_web__events') }}
    where {{ is_new_file('events') }}
    group by 1, 2
    having count(*) > 1

),

final as (

    select
        events.source,
        events.event_id,
        min(events.position) as first_position
    from {{ ref('stg_web__events') }} as events
    inner join repeated
        on events.source = repeated.source and events.event_id = repeated.event_id
    where {{ is_new_file('events') }}
    group by 1, 2

)

select * from final
