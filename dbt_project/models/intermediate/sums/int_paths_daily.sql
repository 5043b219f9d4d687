with

final as (

    select
        ended_date,
        conversion_kind,
        path,
        count(*) as journeys,
        count(conversion_id) as conversions
    from {{ ref('int_journeys') }}
    group by 1, 2, 3

)

select * from final
