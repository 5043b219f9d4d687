with

delivered as (

    select
        *,
        {{ version_of('updated_at') }} as version
    from {{ lake('promotions') }}

),

ranked as (

    select
        *,
        row_number() over (
            partition by promotion_id order by version desc nulls last
        ) as version_rank
    from delivered

),

final as (

    select
        source,
        promotion_id,
        promotion_name,
        kind,
        cast(budget_raw as decimal(18, 2)) as budget_amount,
        cast(starts_at as timestamp) as starts_at,
        cast(ends_at as timestamp) as ends_at,
        coalesce(cast(is_deleted as boolean), false) as is_deleted,
        _load_id,
        version
    from ranked
    where version_rank = 1

)

select * from final
{{ is_latest_version('final', ['promotion_id']) }}
