with

delivered as (

    select * from {{ lake('partner_contracts') }}

),

deliveries as (

    select
        delivery_id,
        max(delivered_at) as delivered_at
    from {{ ref('stg_lake__deliveries') }}
    group by 1

),

ranked as (

    select
        delivered.*,
        row_number() over (
            partition by
                delivered.contract_id, cast(delivered.version as integer),
                cast(delivered.line_no as integer)
            order by
                deliveries.delivered_at desc nulls last, delivered._load_id desc nulls last,
                delivered._row_number desc nulls last
        ) as delivery_rank
    from delivered
    left join deliveries on delivered._delivery_id = deliveries.delivery_id

),

final as (

    select
        source,
        contract_id,
        partner,
        network,
        {{ merged_channel('channel') }} as channel,
        event_type,
        rule,
        basis,
        {{ yuan('fee_raw', 'amount_unit') }} as fee_amount,
        {{ yuan('tier_from_raw', 'amount_unit') }} as tier_from_amount,
        {{ yuan('minimum_raw', 'amount_unit') }} as minimum_amount,
        {{ yuan('cap_raw', 'amount_unit') }} as cap_amount,
        {{ yuan('monthly_cap_raw', 'amount_unit') }} as monthly_cap_amount,
        cast(rate as decimal(18, 8)) as rate,
        cast(version as integer) as version,
        cast(line_no as integer) as line_no,
        cast(order_days as integer) as order_days,
        cast(clawback_days as integer) as clawback_days,
        coalesce(cast(is_new_only as boolean), true) as is_new_only,
        cast(start_date as date) as start_date,
        cast(end_date as date) as end_date,
        _load_id
    from ranked
    where delivery_rank = 1

)

select * from final
