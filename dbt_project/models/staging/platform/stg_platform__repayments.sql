with

delivered as (

    select
        *,
        {{ version_of('updated_at') }} as version
    from {{ lake('repayments') }}

),

ranked as (

    select
        *,
        row_number() over (
            partition by order_id, term_no order by version desc nulls last
        ) as version_rank
    from delivered

),

final as (

    select
        source,
        order_id,
        user_id,
        cast(term_no as integer) as term_no,
        cast(principal_raw as decimal(18, 2)) as principal_amount,
        cast(interest_raw as decimal(18, 2)) as interest_amount,
        cast(due_at as timestamp) as due_at,
        cast(paid_at as timestamp) as paid_at,
        {{ x_company_date('cast(paid_at as timestamp)') }} as paid_date,
        coalesce(cast(is_deleted as boolean), false) as is_deleted,
        _load_id,
        version
    from ranked
    where version_rank = 1

)

select * from final
{{ is_latest_version('final', ['order_id', 'term_no']) }}
