with

delivered as (

    select * from {{ lake('activity_codes') }}

),

ranked as (

    select
        *,
        row_number() over (
            partition by code
            order by
                _load_id desc nulls last, _row_number desc nulls last
        ) as version_rank
    from delivered

),

final as (

    select
        source,
        code,
        kind,
        activity_id,
        team,
        venue,
        cast(valid_from as date) as valid_from,
        cast(valid_to as date) as valid_to,
        _load_id
    from ranked
    where version_rank = 1

)

select * from final
