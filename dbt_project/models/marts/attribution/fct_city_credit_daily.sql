with

credits as (

    select * from {{ ref('fct_attribution_credits') }}

),

final as (

    select
        conversion_date,
        conversion_kind,
        model,
        channel,
        city,
        cast(sum(cast(credit as decimal(18, 15))) as double) as conversions,
        cast(sum(amount) as decimal(18, 2)) as amount
    from credits
    group by 1, 2, 3, 4, 5

)

select * from final
