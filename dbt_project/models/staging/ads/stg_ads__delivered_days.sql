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
        {{ exact_yuan('cost_raw', 'cost_unit') }} as exact_amount,
        cast(clicks as bigint) as clicks,
        cast(platform_conversions as decimal(18, 4)) as platform_conversions,
        cast(stat_date as date) as stat_date
    from delivered

),

days as (

    select
        source,
        delivery_id,
        _load_id,
        account_id,
        level,
        stat_date,
        cast(sum(exact_amount) as decimal(26, 8)) as exact_amount,
        cast(sum(clicks) as bigint) as clicks,
        cast(sum(platform_conversions) as decimal(18, 4)) as platform_conversions,
        count(*) as reported_rows
    from typed
    group by 1, 2, 3, 4, 5, 6

),

final as (

    select
        source,
        delivery_id,
        _load_id,
        account_id,
        level,
        stat_date,
        cast({{ yuan_adding_up('exact_amount', 'delivered_days') }} as decimal(18, 2))
            as spend_amount,
        clicks,
        platform_conversions,
        reported_rows
    from days
    window delivered_days as (
        partition by source, delivery_id, account_id, level
        order by stat_date asc nulls last, _load_id asc nulls last
        rows between unbounded preceding and current row
    )

)

select * from final
