with

summed as (

    select
        conversion_date,
        conversion_kind,
        channel,
        campaign_id,
        keyword_id,
        {{ summed_credits(attribution_models()) }}
    from {{ ref('int_touch_credits') }}
    group by 1, 2, 3, 4, 5

),

final as (

    select
        conversion_date,
        conversion_kind,
        channel,
        campaign_id,
        keyword_id,
        {{ credit_columns(attribution_models()) }}
    from summed

)

select * from final
