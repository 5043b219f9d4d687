with

touches as (

    select * from {{ ref('int_touch_credits') }}

),

credited as (

    select
        touches.*,
        models.model,
        {{ of_model(attribution_models(), 'credit') }} as credit,
        {{ of_model(attribution_models(), 'fen') }} as credit_fen
    from touches
    cross join {{ models_listed(attribution_models()) }}

),

final as (

    select
        conversion_id,
        conversion_kind,
        model,
        touch_number,
        visitor_id,
        touchpoint_id,
        channel,
        campaign_id,
        keyword_id,
        city,
        credit,
        {{ yuan_of_fen('credit_fen') }} as amount,
        converted_at,
        conversion_date,
        touched_at
    from credited
    where credit is not null

)

select * from final
