{# Text that sorts the versions of one row: the source's own clock, then the order of loads. #}
{% macro version_of(updated_at) -%}
    concat_ws(' ', coalesce({{ updated_at }}, ''), _load_id, lpad(cast(_row_number as string), 12, '0'))
{%- endmacro %}


{# Keeps a newly delivered row only when no later version of it is known already. #}
{% macro is_latest_version(name, key) -%}
    {%- if is_incremental() -%}
        {%- set same = [] -%}
        {%- for column in key -%}
            {%- do same.append('known.' ~ column ~ ' = ' ~ name ~ '.' ~ column) -%}
        {%- endfor -%}
        where not exists (
            select 1
            from {{ this }} as known
            where {{ same | join(' and ') }} and known.version > {{ name }}.version
        )
    {%- endif -%}
{%- endmacro %}
