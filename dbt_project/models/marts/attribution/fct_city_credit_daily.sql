with

summed as (

    select
        conversion_date,
        conversion_kind,
        channel,
        city,
        {{ summed_credits(attribution_models()) }}
    from {{ ref('int_touch_credits') }}
    group by 1, 2, 3, 4

),

final as (

    select
        conversion_date,
        conversion_kind,
        channel,
        city,
        {{ credit_columns(attribution_models()) }}
    from summed

)

select * from final
