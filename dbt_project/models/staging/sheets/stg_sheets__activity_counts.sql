with

delivered as (

    select * from {{ lake('activity_counts') }}

),

ranked as (

    select
        *,
        row_number() over (
            partition by activity_id, count_date, metric
            order by
                _load_id desc nulls last, _row_number desc nulls last
        ) as version_rank
    from delivered

),

final as (

    select
        source,
        activity_id,
        metric,
        method,
        cast(value as bigint) as value,
        cast(count_date as date) as count_date,
        _load_id
    from ranked
    where version_rank = 1

)

select * from final
