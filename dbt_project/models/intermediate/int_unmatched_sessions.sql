-- depends_on: {{ ref('int_visitors_touched') }}
with

final as (

    select
        visitor_id,
        session_id,
        unmatched_source as utm_source,
        unmatched_medium as utm_medium,
        unmatched_code as code,
        touched_date as started_date
    from {{ ref('int_touchpoints_touched') }}
    where channel = 'unmatched' and session_id is not null

)

select * from final
