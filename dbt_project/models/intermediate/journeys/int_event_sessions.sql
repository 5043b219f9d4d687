with

events as (

    select * from {{ ref('int_events') }}
    where not is_bot

),

numbered as (

    select
        events.source,
        events.event_id,
        events.anonymous_id,
        events.event_name,
        events.page_path,
        events.platform,
        events.city,
        events.event_at,
        sessions.session_id as begins_session_id,
        count(sessions.session_id) over (
            partition by events.anonymous_id
            order by
                events.event_at nulls last, events.event_id nulls last, events.source nulls last
            rows between unbounded preceding and current row
        ) as session_number
    from events
    left join {{ ref('int_sessions') }} as sessions
        on events.source || ':' || events.event_id = sessions.session_id

),

begun as (

    select
        anonymous_id,
        session_number,
        begins_session_id as session_id,
        event_at as started_at
    from numbered
    where begins_session_id is not null

),

final as (

    select
        begun.session_id,
        coalesce('u:' || identities.user_id, 'a:' || numbered.anonymous_id) as visitor_id,
        numbered.event_name,
        numbered.page_path,
        numbered.platform,
        numbered.city,
        numbered.event_at
    from numbered
    inner join begun
        on
            numbered.anonymous_id = begun.anonymous_id
            and numbered.session_number = begun.session_number
    left join {{ ref('int_identities') }} as identities
        on
            begun.anonymous_id = identities.anonymous_id
            and begun.started_at >= identities.valid_from
            and begun.started_at < identities.valid_to

)

select * from final
