{% set keys = ['conversion_date', 'conversion_kind', 'channel', 'campaign_id', 'keyword_id'] %}

with

{{ credits_of_all_touches(ref('int_campaign_credits'), keys) }},

final as (

    select
        {{ keys | join(', ') }},
        {{ credit_columns(attribution_models()) }}
    from credits

)

select * from final
