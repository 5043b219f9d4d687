with

sessions as (

    select * from {{ ref('int_sessions_touched') }}

),

codes as (

    select * from {{ ref('int_registration_codes_touched') }}

),

unseen_codes as (

    select
        codes.*,
        row_number() over (
            partition by
                codes.visitor_id, codes.touchpoint_type, codes.channel,
                case when codes.is_click then codes.touched_at end
            order by codes.touched_at nulls last, codes.code nulls last
        ) as code_rank
    from codes
    left join sessions
        on
            codes.visitor_id = sessions.visitor_id
            and (
                codes.channel = sessions.channel
                and codes.is_click
                and sessions.started_at
                >= codes.touched_at - interval '{{ var("session_timeout_minutes") }}' minute
                and sessions.started_at
                <= codes.touched_at + interval '{{ var("session_timeout_minutes") }}' minute
                or codes.channel = sessions.channel
                and not codes.is_click
                and codes.touched_at >= sessions.started_at
                or codes.is_fallback
                and sessions.channel is not null
                and codes.touched_at >= sessions.started_at
            )
    where sessions.visitor_id is null

),

touches as (

    select
        'session:' || session_id as touchpoint_id,
        visitor_id,
        session_id,
        channel,
        campaign_id,
        keyword_id,
        'session' as touchpoint_type,
        platform,
        city,
        unmatched_source,
        unmatched_medium,
        unmatched_code,
        started_at as touched_at,
        started_date as touched_date
    from sessions

    union all

    select
        concat_ws(
            ':', touchpoint_type, visitor_id, channel,
            case when is_click then cast(touched_at as string) end
        ) as touchpoint_id,
        visitor_id,
        null as session_id,
        channel,
        code as campaign_id,
        null as keyword_id,
        touchpoint_type,
        null as platform,
        null as city,
        null as unmatched_source,
        null as unmatched_medium,
        null as unmatched_code,
        touched_at,
        {{ x_company_date('touched_at') }} as touched_date
    from unseen_codes
    where code_rank = 1

),

final as (

    select
        *,
        cast(count(session_id) over by_time as integer) as visit_number,
        cast(count(channel) over by_time as integer) as touch_number
    from touches
    window by_time as (
        partition by visitor_id
        order by touched_at nulls last, touchpoint_id nulls last
        rows between unbounded preceding and current row
    )

)

select * from final
