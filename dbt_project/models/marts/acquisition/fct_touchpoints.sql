with

sessions as (

    select * from {{ ref('int_touchpoints') }}
    where channel is not null and {{ is_touched() }}

),

codes as (

    select * from {{ ref('int_registration_codes') }}
    where {{ is_touched() }}

),

unseen as (

    select
        codes.*,
        row_number() over (
            partition by codes.visitor_id, codes.touchpoint_type, codes.channel
            order by codes.touched_at nulls last, codes.code nulls last
        ) as code_rank
    from codes
    left join sessions
        on
            codes.visitor_id = sessions.visitor_id
            and codes.touched_at >= sessions.started_at
            and (codes.is_fallback or codes.channel = sessions.channel)
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
        started_at as touched_at,
        started_date as touched_date
    from sessions

    union all

    select
        touchpoint_type || ':' || visitor_id || ':' || channel as touchpoint_id,
        visitor_id,
        cast(null as varchar) as session_id,
        channel,
        code as campaign_id,
        cast(null as varchar) as keyword_id,
        touchpoint_type,
        touched_at,
        {{ x_company_date('touched_at') }} as touched_date
    from unseen
    where code_rank = 1

),

final as (

    select
        touchpoint_id,
        visitor_id,
        session_id,
        channel,
        campaign_id,
        keyword_id,
        touchpoint_type,
        cast(row_number() over (
            partition by visitor_id order by touched_at nulls last, touchpoint_id nulls last
        ) as integer) as touch_number,
        touched_at,
        touched_date
    from touches

)

select * from final
