with

final as (

    select
        city,
        touched_date as stat_date,
        count(*) as halo_sessions
    from {{ ref('fct_touchpoints') }}
    where
        touchpoint_type = 'session'
        and channel in ({{ halo_channels() }})
        and city is not null
    group by 1, 2

)

select * from final
