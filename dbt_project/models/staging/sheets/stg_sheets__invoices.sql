with

delivered as (

    select * from {{ lake('invoices') }}

),

ranked as (

    select
        *,
        row_number() over (
            partition by invoice_no, cast(line_no as integer)
            order by _load_id desc nulls last, _row_number desc nulls last
        ) as delivery_rank
    from delivered

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
