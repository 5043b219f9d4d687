with

delivered as (

    select * from {{ lake('ad_spend') }}

),

typed as (

    select
        source,
        _delivery_id as delivery_id,
        _load_id,
        coalesce(account_id, '') as account_id,
        coalesce(level, '') as level,
        {{ yuan('cost_raw', 'cost_unit') }} as spend_amount,
        cast(clicks as bigint) as clicks,
        cast(platform_conversions as decimal(18, 4)) as platform_conversions,
        cast(stat_date as date) as stat_date
    from delivered

),

final as (

    select
        source,
        delivery_id,
        _load_id,
        account_id,
        level,
        stat_date,
        cast(sum(spend_amount) as decimal(18, 2)) as spend_amount,
        cast(sum(clicks) as bigint) as clicks,
        cast(sum(platform_conversions) as decimal(18, 4)) as platform_conversions,
        count(*) as reported_rows
    from typed
    group by 1, 2, 3, 4, 5, 6

)

select * from final
