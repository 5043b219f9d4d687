with

credits as (

    -- Whatever the model: each touch that may be credited stands here once.
    select * from {{ checked_touches() }}

),

touchpoints as (

    select * from {{ ref('fct_touchpoints') }}
    where {{ is_checked(of=ref('fct_touchpoints')) }}

),

people as (

    select * from {{ ref('fct_funnel') }}
    where {{ is_checked(of=ref('fct_funnel')) }}

)

select
    credits.conversion_id,
    credits.visitor_id,
    credits.touchpoint_id
from credits
left join people on credits.visitor_id = people.visitor_id
left join touchpoints
    on
        credits.touchpoint_id = touchpoints.touchpoint_id
        and credits.visitor_id = touchpoints.visitor_id
where
    people.visitor_id is null
    or (credits.touchpoint_id is not null and touchpoints.touchpoint_id is null)
    or (credits.touchpoint_id is null and credits.channel != 'unattributed')
