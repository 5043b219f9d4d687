with

delivered as (

    select
        *,
        {{ version_of('updated_at') }} as version
    from {{ lake('products') }}

),

ranked as (

    select
        *,
        row_number() over (
            partition by product_id order by version desc nulls last
        ) as version_rank
    from delivered

),

final as (

    select
        source,
        product_id,
        product_name,
        term_unit,
        status,
        cast(term_value as integer) as term_value,
        cast(annual_rate as decimal(18, 8)) as annual_rate,
        cast(fee_rate as decimal(18, 8)) as fee_rate,
        cast(min_amount_raw as decimal(18, 2)) as min_amount,
        cast(opened_at as timestamp) as opened_at,
        coalesce(cast(is_deleted as boolean), false) as is_deleted,
        _load_id,
        version
    from ranked
    where version_rank = 1

)

select * from final
{{ is_latest_version('final', ['product_id']) }}
