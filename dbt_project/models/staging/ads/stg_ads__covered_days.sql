with

deliveries as (

    select * from {{ ref('stg_lake__deliveries') }}
    where
        dataset = 'ad_spend'
        and status = 'loaded'
        and coalesce(is_complete, true)
        and stat_date is not null

),

ranked as (

    select
        *,
        row_number() over (
            partition by source, account_id, level, stat_date
            order by
                delivered_at desc nulls last, _loaded_at desc nulls last,
                delivery_id desc nulls last
        ) as delivery_rank
    from deliveries

),

final as (

    select
        source,
        account_id,
        level,
        delivery_id,
        _load_id,
        stat_date
    from ranked
    where delivery_rank = 1

)

select * from final
