{% set load_id = '([0-9]+[.][0-9]+)[.][^/]*$' %}
{% set first_load = '[.]since_([0-9]+_[0-9]+)[.]parquet$' %}

with

files as (

    select
        regexp_extract(file, '/([^/]+)/[^/]*$', 1) as dataset,
        regexp_extract(file, '([^/]+)$', 1) as file
    from {{ x_files(lake_folder('*'), '[1-9]*.parquet') }}

),

named as (

    select
        dataset,
        file,
        regexp_extract(file, '^{{ load_id }}', 1) as last_load,
        nullif(replace(regexp_extract(file, '{{ first_load }}', 1), '_', '.'), '') as packed_from
    from files

),

-- Files of loads that were packed together are superseded by their pack, `LAST.since_FIRST.parquet`
-- (`ingest/lake_files.py`): one that begins no later than they do and reaches as far.
placed as (

    select
        dataset,
        file,
        last_load,
        coalesce(packed_from, last_load) as first_load,
        max(case when packed_from is not null then last_load end) over (
            partition by dataset
            order by
                coalesce(packed_from, last_load) asc nulls last,
                last_load desc nulls last,
                packed_from is null asc nulls last,
                file asc nulls last
            rows between unbounded preceding and 1 preceding
        ) as packed_to
    from named
    where last_load != ''

),

final as (

    select
        placed.dataset,
        placed.file,
        loads.load_id,
        placed.first_load,
        placed.last_load
    from placed
    inner join {{ ref('stg_lake__loads') }} as loads
        on loads.load_id between placed.first_load and placed.last_load
    where placed.packed_to is null or placed.packed_to < placed.last_load

)

select * from final
