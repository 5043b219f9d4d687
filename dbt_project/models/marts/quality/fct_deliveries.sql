with

deliveries as (

    select * from {{ ref('stg_lake__deliveries') }}

),

covered as (

    select
        source,
        'ad_spend' as dataset,
        account_id,
        level,
        delivery_id,
        stat_date
    from {{ ref('stg_ads__covered_days') }}

    union all

    select
        source,
        'events' as dataset,
        '' as account_id,
        'day' as level,
        delivery_id,
        stat_date
    from {{ ref('stg_web__covered_days') }}
    where is_current

),

final as (

    select
        deliveries.source,
        deliveries.dataset,
        deliveries.delivery_id,
        deliveries.file_name,
        deliveries.file_sha256,
        deliveries.account_id,
        deliveries.level,
        deliveries.stat_date,
        deliveries.row_count,
        deliveries.rejected_count,
        deliveries.platform_total_raw,
        deliveries.cost_unit,
        deliveries.is_complete,
        deliveries.status,
        deliveries.reason_en,
        deliveries.reason_zh,
        deliveries.delivered_at,
        deliveries._load_id,
        deliveries._loaded_at,
        deliveries.status = 'loaded'
        and (
            deliveries.dataset != 'ad_spend' and deliveries.level != 'day'
            or covered.delivery_id is not null
        ) as is_current
    from deliveries
    left join covered
        on
            deliveries.source = covered.source
            and deliveries.dataset = covered.dataset
            and deliveries.delivery_id = covered.delivery_id
            and deliveries.account_id = covered.account_id
            and deliveries.level = covered.level
            and deliveries.stat_date = covered.stat_date

)

select * from final
