-- depends_on: {{ ref('int_visitors_touched') }}
with

visits as (

    select * from {{ ref('int_touchpoints_touched') }}
    where session_id is not null

),

people as (

    select * from {{ rows_rebuilt(ref('fct_funnel')) }}

),

final as (

    select
        visits.visitor_id,
        visits.touched_date as started_date,
        people.acquisition_channel,
        count(*) as sessions
    from visits
    inner join people on visits.visitor_id = people.visitor_id
    group by 1, 2, 3

)

select * from final
