with

delivered as (

    select * from {{ lake('activity_costs') }}

),

ranked as (

    select
        *,
        row_number() over (
            partition by activity_id, line_no
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
        line_no,
        doc_no,
        category,
        {{ yuan('amount_raw', 'amount_unit') }} as amount,
        cast(incurred_on as date) as incurred_date,
        _load_id
    from ranked
    where version_rank = 1

)

select * from final
