with

deliveries as (

    select
        source,
        max(_loaded_at) filter (where status = 'loaded') as last_loaded_at,
        max(stat_date) filter (where is_current) as last_stat_date,
        count(distinct delivery_id) filter (where status = 'loaded') as deliveries,
        sum(row_count) filter (where status = 'loaded') as loaded_rows,
        count(distinct delivery_id) filter (where status = 'refused') as refused_files,
        count(distinct delivery_id) filter (where status = 'duplicate') as duplicate_files,
        count(distinct delivery_id) filter (
            where status = 'loaded' and not is_complete
        ) as incomplete_deliveries
    from {{ ref('fct_deliveries') }}
    group by 1

),

rejected_rows as (

    select distinct
        source,
        delivery_id,
        _source_file,
        _row_number
    from {{ ref('fct_rejects') }}

),

rejected as (

    select
        source,
        count(*) as rejected_rows
    from rejected_rows
    group by 1

),

final as (

    select
        deliveries.source,
        deliveries.last_loaded_at,
        deliveries.last_stat_date,
        deliveries.deliveries,
        cast(coalesce(deliveries.loaded_rows, 0) as bigint) as loaded_rows,
        coalesce(rejected.rejected_rows, 0) as rejected_rows,
        deliveries.refused_files,
        deliveries.duplicate_files,
        deliveries.incomplete_deliveries
    from deliveries
    left join rejected on deliveries.source = rejected.source

)

select * from final
