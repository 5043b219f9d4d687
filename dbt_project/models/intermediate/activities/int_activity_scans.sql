with

final as (

    select
        sessions.session_id,
        touchpoints.visitor_id,
        codes.code,
        codes.activity_id,
        sessions.started_at as scanned_at,
        sessions.started_date as scanned_date
    from {{ ref('int_sessions') }} as sessions
    inner join {{ ref('int_activity_codes') }} as codes
        on
            sessions.code = codes.code
            and sessions.started_date between codes.valid_from and codes.valid_to
    inner join {{ ref('fct_touchpoints') }} as touchpoints
        on sessions.session_id = touchpoints.session_id

)

select * from final
