with

final as (

    select
        cast(date_trunc('month', ended_date) as date) as month,
        conversion_kind,
        channels_in_order as path,
        count(*) as conversions
    from {{ ref('int_journeys') }}
    where conversion_id is not null
    group by 1, 2, 3

)

select * from final
