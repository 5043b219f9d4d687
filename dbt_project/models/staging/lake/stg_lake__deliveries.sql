with

delivered as (

    select * from {{ lake('deliveries') }}

),

final as (

    select
        source,
        dataset,
        delivery_id,
        file_name,
        file_sha256,
        coalesce(account_id, '') as account_id,
        coalesce(level, '') as level,
        cast(stat_date as date) as stat_date,
        row_count,
        rejected_count,
        platform_total_raw,
        cost_unit,
        is_complete,
        status,
        reason_en,
        reason_zh,
        delivered_at,
        _load_id,
        _loaded_at
    from delivered

)

select * from final
