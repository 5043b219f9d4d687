{# Incremental strategy `later_rows`: for each key built anew, rows from its first new start on are
   replaced; earlier ones stay, except those that held an event that is no more. #}
{% macro get_incremental_later_rows_sql(arg_dict) %}
    {%- set key = arg_dict['unique_key'] -%}
    {%- set first = run_query("select cast(min(started_at) as string) from " ~ arg_dict['temp_relation']) -%}
    {%- set columns = get_quoted_csv(arg_dict['dest_columns'] | map(attribute='name')) -%}
    delete from {{ arg_dict['target_relation'] }} as target
    using (
        select {{ key }}, min(started_at) as rebuilt_from
        from {{ arg_dict['temp_relation'] }}
        group by 1
    ) as rebuilt
    where
        target.{{ key }} = rebuilt.{{ key }}
        and target.started_at >= rebuilt.rebuilt_from
        and target.started_at >= timestamp '{{ first.columns[0].values()[0] or "2999-12-31" }}';

    delete from {{ arg_dict['target_relation'] }} as target
    using {{ ref('int_events_replaced') }} as replaced
    where
        target.{{ key }} = replaced.{{ key }}
        and target.started_at <= replaced.event_at
        and target.ended_at >= replaced.event_at
        and target.ended_at >= {{ first_replaced_at() }};

    insert into {{ arg_dict['target_relation'] }} ({{ columns }})
    select {{ columns }} from {{ arg_dict['temp_relation'] }}
{% endmacro %}
