with

delivered as (

    select * from {{ lake('partner_statements') }}

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
            partition by delivered.network, delivered.statement_no, delivered.line_no
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
        network,
        statement_no,
        line_no,
        {{ merged_channel('channel') }} as channel,
        event_type,
        network_txn_id,
        our_user_id,
        our_order_id,
        {{ yuan('billed_raw', 'amount_unit') }} as billed_amount,
        {{ yuan('paid_raw', 'amount_unit') }} as paid_amount,
        cast(billed_on as date) as billed_date,
        cast(paid_on as date) as paid_date,
        _load_id
    from ranked
    where delivery_rank = 1

)

select * from final
