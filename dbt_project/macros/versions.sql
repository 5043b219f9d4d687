{# Text that sorts the versions of one row: the source's own clock, then the order of loads. #}
{% macro version_of(updated_at) -%}
    concat_ws(' ', coalesce({{ updated_at }}, ''), _load_id, lpad(cast(_row_number as varchar), 12, '0'))
{%- endmacro %}


{# Keeps a newly delivered row only when no later version of it is known already. #}
{% macro is_latest_version(alias, key) -%}
    {%- if is_incremental() %}
    where not exists (
        select 1
        from {{ this }} as known
        where
            {% for column in key -%}
            known.{{ column }} = {{ alias }}.{{ column }} and
            {% endfor -%}
            known.version > {{ alias }}.version
    )
    {%- endif %}
{%- endmacro %}
