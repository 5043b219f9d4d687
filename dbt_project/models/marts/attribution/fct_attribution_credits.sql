with

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
        amount,
        converted_at,
        conversion_date,
        touched_at
    from {{ ref('int_rule_credits') }}
    union all
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
        amount,
        converted_at,
        conversion_date,
        touched_at
    from {{ ref('int_data_driven_credits') }}

)

select * from final
