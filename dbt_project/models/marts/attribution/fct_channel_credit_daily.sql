with

summed as (

    select
        conversion_date,
        conversion_kind,
        channel,
        {{ added_credits(attribution_models()) }}
    from {{ ref('fct_city_credit_daily') }}
    group by 1, 2, 3

),

listed as (

    select
        summed.conversion_date,
        summed.conversion_kind,
        models.model,
        summed.channel,
        {{ of_model(attribution_models(), 'conversions') }} as conversions,
        {{ of_model(attribution_models(), 'amount') }} as amount
    from summed
    cross join {{ models_listed(attribution_models()) }}

),

final as (

    select * from listed
    where conversions is not null

)

select * from final
