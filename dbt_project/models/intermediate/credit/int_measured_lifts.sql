with

final as (

    select
        cast(null as date) as month,
        cast(null as string) as channel,
        cast(null as string) as conversion_kind,
        cast(null as double) as conversions,
        cast(null as double) as low,
        cast(null as double) as high
    where 1 = 0
    {{ union_measured_lifts() }}

)

select * from final
