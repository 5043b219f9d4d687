with

files as (

    select file from {{ x_files(lake_folder('_dlt_loads'), '*.jsonl') }}

),

named as (

    select regexp_extract(file, '__([0-9.]+)[.]jsonl$', 1) as load_id
    from files

),

final as (

    select
        load_id,
        {{ x_from_epoch('cast(load_id as double)') }} as loaded_at
    from named
    where load_id != ''

)

select * from final
{% if var('as_of', '') %} where loaded_at <= cast('{{ var("as_of") }}' as timestamp) {% endif %}
