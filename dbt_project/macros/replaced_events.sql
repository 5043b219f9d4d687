{# Rows of earlier loads with the days and visits that this run's loads deliver again; no other files
   are opened. #}
{% macro is_file_delivered_again(dataset) -%}
    {%- set deliveries, files = ref('stg_lake__deliveries'), ref('stg_lake__files') -%}
    {%- if should_full_refresh() or not execute -%} false
    {%- else -%}
        {%- set is_whole = "dataset = '" ~ dataset ~ "' and status = 'loaded' and level in ('day', 'visit')" -%}
        {%- set found = run_query(
            "select distinct files.file, known._load_id from (select * from " ~ deliveries ~ " where " ~ is_whole
            ~ " and not " ~ is_new_load() ~ ") as known inner join (select * from " ~ deliveries
            ~ " where " ~ is_whole ~ " and " ~ is_new_load() ~ ") as again"
            ~ " on known.source = again.source and known.stat_date = again.stat_date"
            ~ " inner join " ~ files ~ " as files"
            ~ " on files.dataset = '" ~ dataset ~ "' and known._load_id = files.load_id"
            ~ " order by 1 nulls last, 2 nulls last"
        ).rows -%}
        (
        {%- for file, load_id in found %}
            filename = '{{ (lake_folder(dataset) ~ '/' ~ file) | replace("'", "''") }}' and _load_id = '{{ load_id }}' or
        {%- endfor %} false)
    {%- endif -%}
{%- endmacro %}


{# Instant of the earliest event replaced in this run, as a literal, so that only later ones are
   looked at again. #}
{% macro first_replaced_at() -%}
    {%- set replaced = ref('int_events_replaced') -%}
    {%- if execute -%}
        {%- set found = run_query("select cast(min(event_at) as string) from " ~ replaced) -%}
        timestamp '{{ found.columns[0].values()[0] or "2999-12-31" }}'
    {%- endif -%}
{%- endmacro %}


{# Pre-hook of events: those whose day or visit came again without them go. Their days are literals,
   so that no other days are read. #}
{% macro delete_replaced_events() -%}
    {%- set replaced = ref('int_events_replaced') -%}
    {%- if is_incremental() -%}
        {%- set found = run_query(
            "select distinct cast(event_date as string) from " ~ replaced ~ " order by 1 nulls last"
        ).columns[0].values() -%}
        {%- set is_same -%}
            known.event_date in (
                {%- for day in found or ['1900-01-01'] -%}
                    date '{{ day }}'{{ ", " if not loop.last }}
                {%- endfor -%}
            )
            and known.source = gone.source
            and known.event_id = gone.event_id
        {%- endset -%}
        {{ x_delete(is_same, replaced) }}
    {%- endif -%}
{%- endmacro %}


{# Pre-hook of identities: ties first seen in an event that is no more; later sightings tie anew. #}
{% macro delete_lost_ties() -%}
    {%- set replaced = ref('int_events_replaced') -%}
    {%- if is_incremental() -%}
        {%- set is_same -%}
            known.anonymous_id = gone.anonymous_id
            and known.user_id = gone.user_id
            and known.tied_at = gone.event_at
        {%- endset -%}
        {{ x_delete(is_same, replaced) }}
    {%- endif -%}
{%- endmacro %}
