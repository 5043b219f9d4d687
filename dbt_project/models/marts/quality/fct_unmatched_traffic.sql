with

touchpoints as (

    select * from {{ ref('fct_touchpoints') }}
    where channel = 'unmatched' and touchpoint_type = 'session'

),

final as (

    select
        touchpoints.touched_date as stat_date,
        substr(coalesce(sessions.utm_source, ''), 1, 100) as utm_source,
        substr(coalesce(sessions.utm_medium, ''), 1, 100) as utm_medium,
        substr(coalesce(sessions.code, ''), 1, 100) as code,
        count(*) as sessions
    from touchpoints
    inner join {{ ref('int_sessions') }} as sessions
        on touchpoints.session_id = sessions.session_id
    group by 1, 2, 3, 4

)

select * from final
