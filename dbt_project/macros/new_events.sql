{# Company days of the run's new events, as literals, so that a look for events known already reads
   the history of those days only. #}
{% macro dates_of_new_events() -%}
    {%- if execute -%}
        {%- set found = run_query(
            "select distinct cast(" ~ x_company_date('event_at') ~ " as string) as event_date"
            ~ " from " ~ ref('int_events_delivered')
            ~ " order by 1 nulls last"
        ).columns[0].values() -%}
        {%- for day in found or ['1900-01-01'] -%}
            date '{{ day }}'{{ ", " if not loop.last }}
        {%- endfor -%}
    {%- endif -%}
{%- endmacro %}


{# Earliest instant at which a new or replaced event can change a session, as a literal: the first of
   them, or the start of a session still open when it came. #}
{% macro sessions_change_from(sessions) -%}
    {%- if execute -%}
        {%- set found = run_query(
            "select cast(min(least(started.first_at, coalesce(sessions.visit_began_at, started.first_at))) as string)"
            ~ " from (select min(event_at) as first_at from (select event_at from " ~ ref('int_events')
            ~ " where not is_bot and " ~ is_new_load() ~ " union all select event_at from "
            ~ ref('int_events_replaced') ~ ") as changed) as started"
            ~ " left join " ~ sessions ~ " as sessions on sessions.ended_at >="
            ~ " started.first_at - interval '" ~ var('session_timeout_minutes') ~ "' minute"
        ).columns[0].values()[0] -%}
        timestamp '{{ found or "2999-12-31" }}'
    {%- endif -%}
{%- endmacro %}
