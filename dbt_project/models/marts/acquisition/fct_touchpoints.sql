-- depends_on: {{ ref('int_visitors_touched') }}
with

touchpoints as (

    select * from {{ ref('int_touchpoints_touched') }}
    where channel is not null

),

final as (

    select
        touchpoint_id,
        visitor_id,
        session_id,
        channel,
        campaign_id,
        keyword_id,
        city,
        touchpoint_type,
        touch_number,
        touched_at,
        touched_date
    from touchpoints

)

select * from final
