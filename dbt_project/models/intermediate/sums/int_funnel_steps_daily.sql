with

final as (

    select
        funnel,
        entry_date,
        channel,
        step_number,
        count(*) as people
    from {{ ref('int_funnel_steps') }}
    group by 1, 2, 3, 4

)

select * from final
