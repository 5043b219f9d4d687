-- depends_on: {{ ref('int_campaign_credits_changed') }}
{% set keys = ['conversion_date', 'conversion_kind', 'channel', 'campaign_id', 'keyword_id'] %}

with

sums as (

    select groups.*
    from {{ ref('int_campaign_credits') }} as groups
    where {{ is_rebuilt('groups') }}

),

{{ credits_of_all_touches('sums', keys) }},

final as (

    select
        {{ keys | join(', ') }},
        {{ credit_columns(attribution_models()) }}
    from credits

)

select * from final
