with

final as (

    select
        conversion_date,
        conversion_kind,
        channel,
        city,
        {{ credit_sums() }}
    from {{ ref('int_credited_touches') }}
    group by 1, 2, 3, 4

)

select * from final
