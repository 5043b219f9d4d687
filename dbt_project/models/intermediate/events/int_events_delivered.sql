with

final as (

    select events.*
    from {{ ref('stg_web__events') }} as events
    left join {{ ref('int_event_partitions') }} as partitions
        on
            events.source = partitions.source
            and events.partition_id = partitions.partition_id
            and events.delivery_id = partitions.delivery_id
            and partitions.is_current
    where
        {{ is_new_file('events') }}
        and (events.partition_id is null or partitions.delivery_id is not null)

)

select * from final
