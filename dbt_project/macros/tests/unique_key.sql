{# The column alone identifies a row, and no row is without it. #}
{% test unique_key(model, column_name) %}
    select
        {{ column_name }},
        count(*) as rows_found
    from {{ model }}
    group by {{ column_name }}
    having count(*) > 1 or {{ column_name }} is null
{% endtest %}
