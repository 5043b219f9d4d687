with

deliveries as (

    select * from {{ ref('fct_deliveries') }}

),

final as (

    select
        source,
        max(_loaded_at) filter (where status = 'loaded') as last_loaded_at,
        max(stat_date) filter (where status = 'loaded') as last_stat_date,
        count(distinct delivery_id) filter (where status = 'loaded') as deliveries,
        cast(
            coalesce(sum(row_count) filter (where status = 'loaded'), 0) as bigint
        ) as loaded_rows,
        cast(coalesce(sum(rejected_count), 0) as bigint) as rejected_rows,
        count(distinct delivery_id) filter (where status = 'refused') as refused_files,
        count(distinct delivery_id) filter (where status = 'duplicate') as duplicate_files,
        count(distinct delivery_id) filter (
            where status = 'loaded' and not is_complete
        ) as incomplete_deliveries
    from deliveries
    group by 1

)

select * from final
