with

weights as (

    select
        {% for model in learned_models() %}
            max(weight) filter (where model = '{{ model }}') as {{ model }}_credit,
        {% endfor %}
        conversion_kind,
        path,
        touch_number
    from {{ source('measured', 'path_weights') }}
    group by conversion_kind, path, touch_number

),

running as (

    select
        *,
        {% for model in learned_models() %}
            sum({{ model }}_credit) over so_far as {{ model }}_credit_so_far,
        {% endfor %}
        touch_number = max(touch_number) over (partition by conversion_kind, path) as is_last
    from weights
    window so_far as (
        partition by conversion_kind, path
        order by touch_number nulls last
        rows between unbounded preceding and current row
    )

),

final as (

    select
        {% for model in learned_models() %}
            {{ model }}_credit,
            coalesce(lag({{ model }}_credit_so_far) over by_touch, 0) as {{ model }}_credit_before,
            {{ model }}_credit_so_far,
        {% endfor %}
        conversion_kind,
        path,
        touch_number,
        is_last
    from running
    window by_touch as (partition by conversion_kind, path order by touch_number nulls last)

)

select * from final
