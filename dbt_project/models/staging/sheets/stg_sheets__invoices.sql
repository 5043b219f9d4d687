with

delivered as (

    select * from {{ lake('invoices') }}

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
            partition by delivered.invoice_no, cast(delivered.line_no as integer)
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
        invoice_no,
        supplier,
        {{ merged_channel('channel') }} as channel,
        {{ yuan('amount_raw', 'amount_unit') }} as amount,
        cast(line_no as integer) as line_no,
        cast(start_date as date) as start_date,
        cast(end_date as date) as end_date,
        cast(invoiced_on as date) as invoiced_date,
        _load_id
    from ranked
    where delivery_rank = 1

)

select * from final
