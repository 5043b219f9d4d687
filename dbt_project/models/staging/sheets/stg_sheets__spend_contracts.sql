with

delivered as (

    select * from {{ lake('spend_contracts') }}

),

ranked as (

    select
        *,
        row_number() over (
            partition by contract_id
            order by
                cast(version as integer) desc nulls last,
                _load_id desc nulls last, _row_number desc nulls last
        ) as version_rank
    from delivered

),

final as (

    select
        source,
        contract_id,
        {{ merged_channel('channel') }} as channel,
        partner,
        description,
        pricing_model,
        city,
        {{ yuan('amount_raw', 'amount_unit') }} as amount,
        cast(version as integer) as version,
        cast(start_date as date) as start_date,
        cast(end_date as date) as end_date,
        _load_id
    from ranked
    where version_rank = 1

)

select * from final
