with

delivered as (

    select * from {{ lake('events') }}

),

final as (

    select
        source,
        event_id,
        partition_id,
        _delivery_id as delivery_id,
        anonymous_id,
        user_id,
        device_id,
        ip_block_hash,
        event_name,
        platform,
        city,
        url,
        referrer,
        channel_code,
        invite_code,
        coalesce(
            regexp_extract(lower(user_agent), 'bot|spider|crawler|headless', 0) != '', false
        ) as is_bot,
        cast(event_at as timestamp) as event_at,
        cast(coalesce(received_at, event_at) as timestamp) as received_at,
        _load_id,
        concat_ws(
            '|', _load_id, _source_file, lpad(cast(_row_number as string), 12, '0')
        ) as position,
        filename
    from delivered

)

select * from final
