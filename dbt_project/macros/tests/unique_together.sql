{# The columns together identify a row. #}
{% test unique_together(model, columns) %}
    select
        {{ columns | join(', ') }},
        count(*) as rows_found
    from {{ model }}
    where {{ x_may_repeat(model, columns) }}
    group by {{ columns | join(', ') }}
    having count(*) > 1
{% endtest %}
