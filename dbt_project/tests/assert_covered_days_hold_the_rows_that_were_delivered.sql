with

covered as (

    select
        covered.source,
        covered.account_id,
        covered.level,
        covered.stat_date,
        deliveries.row_count
    from {{ ref('stg_ads__covered_days') }} as covered
    inner join {{ ref('stg_lake__deliveries') }} as deliveries
        on
            covered.delivery_id = deliveries.delivery_id
            and covered.source = deliveries.source
            and covered.account_id = deliveries.account_id
            and covered.level = deliveries.level
            and covered.stat_date = deliveries.stat_date
    where
        deliveries.dataset = 'ad_spend'
        and deliveries.status = 'loaded'
        and covered.level != 'search_term'

),

kept as (

    select
        source,
        account_id,
        level,
        stat_date,
        count(*) as rows_kept
    from {{ ref('stg_ads__ad_spend') }}
    group by 1, 2, 3, 4

)

select
    covered.*,
    kept.rows_kept
from covered
left join kept
    on
        covered.source = kept.source
        and covered.account_id = kept.account_id
        and covered.level = kept.level
        and covered.stat_date = kept.stat_date
where covered.row_count != coalesce(kept.rows_kept, 0)
