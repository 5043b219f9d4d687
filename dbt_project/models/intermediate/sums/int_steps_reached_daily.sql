with

people as (

    select * from {{ ref('fct_funnel') }}

),

final as (

    select
        visited_date as entry_date,
        acquisition_channel as channel,
        reached_step,
        user_id is not null as is_tied,
        count(*) as people
    from people
    group by 1, 2, 3, 4

)

select * from final
