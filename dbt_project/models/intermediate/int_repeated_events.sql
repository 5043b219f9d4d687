with

repeated as (

    select
        source,
        event_id
    from {{ ref('int_events_delivered') }}
    group by 1, 2
    having count(*) > 1

),

final as (

    select
        events.source,
        events.event_id,
        min(events.position) as first_position
    from {{ ref('int_events_delivered') }} as events
    inner join repeated
        on events.source = repeated.source and events.event_id = repeated.event_id
    group by 1, 2

)

select * from final
