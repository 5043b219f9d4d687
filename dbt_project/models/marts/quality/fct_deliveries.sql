with

deliveries as (

    select * from {{ ref('stg_lake__deliveries') }}

),

ranked as (

    select
        *,
        status = 'loaded' and coalesce(is_complete, true) as is_usable,
        row_number() over (
            partition by
                source, dataset, account_id, level, stat_date,
                status = 'loaded' and coalesce(is_complete, true),
                case when stat_date is null then delivery_id else '' end
            order by
                delivered_at desc nulls last, _loaded_at desc nulls last,
                delivery_id desc nulls last
        ) as delivery_rank
    from deliveries

),

final as (

    select
        source,
        dataset,
        delivery_id,
        file_name,
        file_sha256,
        account_id,
        level,
        stat_date,
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
        _loaded_at,
        is_usable and delivery_rank = 1 as is_current
    from ranked

)

select * from final
