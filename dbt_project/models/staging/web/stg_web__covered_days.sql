with

deliveries as (

    select
        *,
        case
            when regexp_extract(file_name, '[-_][0-9]{12}[.]', 0) = '' then delivery_id else ''
        end as export_id,
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
        rank() over (
            partition by source, stat_date
            order by
                delivered_at desc nulls last, _loaded_at desc nulls last,
                export_id desc nulls last
        ) as delivery_rank,
        rank() over (
            partition by source, stat_date, is_new
            order by
                delivered_at desc nulls last, _loaded_at desc nulls last,
                export_id desc nulls last
        ) as rank_among_known
    from deliveries

),

final as (

    select
        source,
        delivery_id,
        _load_id,
        delivery_rank = 1 as is_current,
        is_new,
        stat_date
    from ranked
    where is_new or rank_among_known = 1

)

select * from final
