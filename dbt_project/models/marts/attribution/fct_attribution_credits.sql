with

final as (

    {% for credits in ['int_rule_credits', 'int_data_driven_credits'] %}
        {% if not loop.first %} union all {% endif %}
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
        from {{ ref(credits) }}
    {% endfor %}

)

select * from final
