with

deliveries as (

    select
        *,
        {{ is_new_load() }} as is_new
    from {{ ref('stg_lake__deliveries') }}
    where
        dataset = 'events'
        and level = 'day'
        and status = 'loaded'
        and coalesce(is_complete, true)
        and stat_date is not null

),

ranked as (

    select
        *,
        row_number() over (
            partition by source, stat_date
            order by
                delivered_at desc nulls last, _loaded_at desc nulls last,
                delivery_id desc nulls last
        ) as delivery_rank,
        row_number() over (
            partition by source, stat_date, is_new
            order by
                delivered_at desc nulls last, _loaded_at desc nulls last,
                delivery_id desc nulls last
        ) as rank_among_known
    from deliveries

),

final as (

    select
        source,
        delivery_id,
        _load_id,
        delivery_rank = 1 as is_current,
        not is_new and rank_among_known = 1 as was_current,
        stat_date
    from ranked

)

select * from final
where is_current or was_current
