with

contracts as (

    select
        *,
        {{ fen('amount') }} as amount_fen,
        {{ x_days_between('start_date', 'end_date') }} + 1 as days
    from {{ ref('stg_sheets__spend_contracts') }}

),

days as (

    select
        contracts.source,
        contracts.contract_id,
        contracts.channel,
        contracts.amount_fen,
        contracts.days,
        mod(contracts.amount_fen, contracts.days) as spare_fen,
        {{ x_days_between('contracts.start_date', 'dates.date_day') }} as day_index,
        dates.date_day as stat_date
    from contracts
    inner join {{ ref('dim_dates') }} as dates
        on dates.date_day between contracts.start_date and contracts.end_date

),

shares as (

    select
        *,
        (amount_fen - spare_fen) / days + case when day_index < spare_fen then 1 else 0 end as day_fen
    from days

),

final as (

    select
        source,
        contract_id,
        channel,
        {{ yuan_of_fen('day_fen') }} as spend_amount,
        stat_date
    from shares

)

select * from final
