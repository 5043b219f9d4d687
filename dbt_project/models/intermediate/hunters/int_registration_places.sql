with

{% if is_incremental() %}
    again as (

        select distinct user_id
        from {{ ref('int_events_delivered') }}
        where event_name = 'register' and user_id is not null and {{ is_new_load() }}

    ),
{% endif %}

seen as (

    select
        user_id,
        device_id,
        ip_block_hash,
        event_at as seen_at,
        event_id,
        _load_id
    from {{ ref('int_events_delivered') }}
    where event_name = 'register' and user_id is not null and not is_bot and {{ is_new_load() }}

    {% if is_incremental() %}
        union all

        select
            known.user_id,
            known.device_id,
            known.ip_block_hash,
            known.seen_at,
            known.event_id,
            known._load_id
        from {{ this }} as known
        inner join again on known.user_id = again.user_id
    {% endif %}

),

ranked as (

    select
        *,
        row_number() over (
            partition by user_id
            order by seen_at nulls last, event_id nulls last, _load_id nulls last
        ) as seen_rank
    from seen

),

final as (

    select
        user_id,
        device_id,
        ip_block_hash,
        seen_at,
        event_id,
        _load_id
    from ranked
    where seen_rank = 1

)

select * from final
