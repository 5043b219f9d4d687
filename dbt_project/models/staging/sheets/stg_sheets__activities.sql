with

delivered as (

    select * from {{ lake('activities') }}

),

ranked as (

    select
        *,
        row_number() over (
            partition by activity_id
            order by
                cast(version as integer) desc nulls last,
                _load_id desc nulls last, _row_number desc nulls last
        ) as version_rank
    from delivered

),

final as (

    select
        source,
        activity_id,
        activity_type,
        activity_name,
        {{ merged_channel('channel') }} as channel,
        city,
        venue,
        owner,
        {{ yuan('planned_raw', 'amount_unit') }} as planned_amount,
        cast(version as integer) as version,
        cast(start_date as date) as start_date,
        cast(end_date as date) as end_date,
        _load_id
    from ranked
    where version_rank = 1

)

select * from final
