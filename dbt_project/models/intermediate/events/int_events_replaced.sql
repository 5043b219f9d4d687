{% set told -%}
    source, event_id, partition_id, anonymous_id, user_id, event_name, platform, city, url, referrer,
        channel_code, invite_code, is_bot, event_at, received_at
{%- endset %}
{% set files = is_new_file('events') ~ ' or ' ~ is_file_delivered_again('events') %}
{% set compared = 'false' if should_full_refresh() else files %}

with

delivered as (

    select
        events.*,
        partitions.is_current,
        row_number() over (
            partition by events.source, events.event_id, events.delivery_id
            order by events.position nulls last
        ) as delivered_number
    from {{ ref('stg_web__events') }} as events
    inner join {{ ref('int_event_partitions') }} as partitions
        on
            events.source = partitions.source
            and events.partition_id = partitions.partition_id
            and events.delivery_id = partitions.delivery_id
            and partitions.is_restated
    where {{ compared }}

),

replaced as (

    select {{ told }}
    from delivered
    where not is_current and delivered_number = 1
    except
    select {{ told }}
    from delivered
    where is_current and delivered_number = 1

),

final as (

    select
        source,
        event_id,
        anonymous_id,
        user_id,
        is_bot,
        event_at,
        {{ x_company_date('event_at') }} as event_date
    from replaced

)

select * from final
