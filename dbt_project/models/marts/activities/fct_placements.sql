with

final as (

    select
        placement_id,
        placement_kind,
        placement_name,
        channel,
        city,
        cost_amount,
        start_date,
        end_date,
        watched_until
    from {{ ref('int_placements') }}

)

select * from final
