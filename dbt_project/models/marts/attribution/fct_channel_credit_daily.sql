with

by_city as (

    select * from {{ ref('fct_city_credit_daily') }}

),

final as (

    select
        conversion_date,
        conversion_kind,
        model,
        channel,
        cast(sum(cast(conversions as decimal(28, 15))) as double) as conversions,
        cast(sum(amount) as decimal(18, 2)) as amount
    from by_city
    group by 1, 2, 3, 4

)

select * from final
