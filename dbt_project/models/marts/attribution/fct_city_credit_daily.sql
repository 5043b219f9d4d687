{% set keys = ['conversion_date', 'conversion_kind', 'channel', 'city'] %}

with

{{ credits_of_all_touches(ref('int_city_credits'), keys) }},

final as (

    select
        {{ keys | join(', ') }},
        {{ credit_columns(attribution_models()) }}
    from credits

)

select * from final
