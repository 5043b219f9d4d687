with

visits as (

    select * from {{ ref('int_touchpoints') }}

),

people as (

    select * from {{ ref('fct_funnel') }}

),

final as (

    select
        visits.started_date,
        people.acquisition_channel,
        count(*) as sessions
    from visits
    inner join people on visits.visitor_id = people.visitor_id
    group by 1, 2

)

select * from final
