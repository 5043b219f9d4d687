{# Delivered money text as yuan to the fen, half a fen rounded up; never a float. #}
{% macro yuan(raw, unit) -%}
    cast({{ exact_yuan(raw, unit) }} as decimal(18, 2))
{%- endmacro %}


{# Delivered money text as yuan with all its decimals. #}
{% macro exact_yuan(raw, unit) -%}
    cast(
        case {{ unit }}
            when 'fen' then cast({{ raw }} as decimal(22, 2)) * cast(0.01 as decimal(3, 2))
            when 'micros' then cast({{ raw }} as decimal(22, 2)) * cast(0.000001 as decimal(7, 6))
            else cast({{ raw }} as decimal(22, 8))
        end as decimal(26, 8)
    )
{%- endmacro %}


{# Whether delivered money text plainly is whole fen: told by its last characters, as reading it twice
   would take longer than all else in staging. #}
{% macro is_whole_fen(raw, unit) -%}
    case {{ unit }}
        when 'fen' then {{ raw }} not like '%.%'
        when 'micros' then {{ raw }} like '%0000' and {{ raw }} not like '%.%'
        else {{ raw }} not like '%.___%'
    end
{%- endmacro %}


{# Money text that is whole fen as yuan; text in yuan is read as such, narrowing decimals is slow. #}
{% macro whole_yuan(raw, unit) -%}
    case
        when {{ unit }} in ('fen', 'micros')
            then cast({{ exact_yuan(raw, unit) }} as decimal(18, 2))
        else cast({{ raw }} as decimal(18, 2))
    end
{%- endmacro %}


{# Exact yuan as whole fen that add up: each row gets what the rounded running total gained, so a
   delivery's rows are off by a fen at most each, and their sum by half a fen. #}
{% macro yuan_adding_up(exact, window) -%}
    cast(sum({{ exact }}) over {{ window }} as decimal(18, 2))
    - cast((sum({{ exact }}) over {{ window }}) - {{ exact }} as decimal(18, 2))
{%- endmacro %}


{# Whole fen of a yuan amount. #}
{% macro fen(amount) -%}
    cast({{ amount }} * 100 as bigint)
{%- endmacro %}


{# A yuan amount of whole fen. #}
{% macro yuan_of_fen(amount_fen) -%}
    cast(cast({{ amount_fen }} as decimal(16, 0)) * cast(0.01 as decimal(3, 2)) as decimal(18, 2))
{%- endmacro %}


{# A sum of yuan, 0 where nothing was summed. #}
{% macro money_or_zero(amount) -%}
    cast(coalesce({{ amount }}, 0) as decimal(18, 2))
{%- endmacro %}
