with

final as (

    select
        source,
        event_id,
        anonymous_id,
        event_at,
        event_date,
        _load_id
    from {{ ref('int_events') }}
    where is_bot {% if is_incremental() %} and {{ is_new_load() }} {% endif %}

)

select * from final
