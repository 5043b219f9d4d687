with

visitor_days as (

    select * from {{ ref('int_visitor_days') }}

),

final as (

    select
        started_date,
        acquisition_channel,
        sum(sessions) as sessions
    from visitor_days
    group by 1, 2

)

select * from final
