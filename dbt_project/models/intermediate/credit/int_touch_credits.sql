with

final as (

    select
        {% for model in one_touch_models() %}
            case when touches.is_{{ model }} then cast(1 as double) end as {{ model }}_credit,
            case when touches.is_{{ model }} then touches.amount_fen end as {{ model }}_fen,
        {% endfor %}
        {% for model in sharing_models() %}
            touches.{{ model }}_credit,
            touches.{{ model }}_fen,
        {% endfor %}
        {% for model in learned_models() %}
            case
                when touches.touchpoint_id is null then cast(1 as double)
                else weights.{{ model }}_credit
            end as {{ model }}_credit,
            -- What the rounded total up to this touch gained: no fen is lost, and no touch waits for
            -- another.
            case
                when touches.touchpoint_id is null then touches.amount_fen
                when weights.{{ model }}_credit is null then null
                when weights.is_last
                    then
                        touches.amount_fen
                        - cast(round(touches.amount_fen * weights.{{ model }}_credit_before) as bigint)
                else
                    cast(round(touches.amount_fen * weights.{{ model }}_credit_so_far) as bigint)
                    - cast(round(touches.amount_fen * weights.{{ model }}_credit_before) as bigint)
            end as {{ model }}_fen,
        {% endfor %}
        touches.conversion_id,
        touches.conversion_kind,
        touches.touch_number,
        touches.visitor_id,
        touches.touchpoint_id,
        touches.channel,
        touches.campaign_id,
        touches.keyword_id,
        touches.city,
        touches.converted_at,
        touches.conversion_date,
        touches.touched_at
    from {{ ref('int_credited_touches') }} as touches
    left join {{ ref('int_path_weights') }} as weights
        on
            touches.conversion_kind = weights.conversion_kind
            and touches.path = weights.path
            and touches.touch_number = weights.touch_number

)

select * from final
