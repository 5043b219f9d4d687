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

credited as (

    select
        summed.conversion_date,
        summed.conversion_kind,
        models.model,
        summed.channel,
        summed.city,
        {{ of_model(attribution_models(), 'conversions') }} as conversions,
        {{ of_model(attribution_models(), 'fen') }} as credit_fen
    from summed
    cross join {{ models_listed(attribution_models()) }}

),

final as (

    select
        conversion_date,
        conversion_kind,
        model,
        channel,
        city,
        conversions,
        {{ yuan_of_fen('credit_fen') }} as amount
    from credited
    where conversions is not null

)

select * from final
