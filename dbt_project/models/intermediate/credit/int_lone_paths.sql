with

final as (

    select
        {% for model in learned_models() %}
            {{ model }}_credit is not null as has_{{ model }},
        {% endfor %}
        conversion_kind,
        path
    from {{ ref('int_path_weights') }}
    where touch_number = 1 and is_last

)

select * from final
