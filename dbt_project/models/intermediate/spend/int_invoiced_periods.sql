with

periods as (

    select
        channel,
        start_date,
        end_date,
        min(supplier) as first_supplier,
        max(supplier) as last_supplier,
        sum(amount) as invoiced_amount
    from {{ ref('stg_sheets__invoices') }}
    group by 1, 2, 3

),

overlapping as (

    select distinct
        periods.channel,
        periods.start_date,
        periods.end_date
    from periods
    inner join periods as others
        on
            periods.channel = others.channel
            and periods.start_date <= others.end_date
            and periods.end_date >= others.start_date
            and (
                periods.start_date != others.start_date or periods.end_date != others.end_date
            )

),

counted as (

    select
        periods.channel,
        periods.start_date,
        periods.end_date,
        sum(spend.spend_amount) as counted_amount
    from periods
    inner join {{ ref('fct_spend_daily') }} as spend
        on
            periods.channel = spend.channel
            and spend.stat_date between periods.start_date and periods.end_date
    where spend.spend_type in ('media', 'contract', 'partner', 'activity')
    group by 1, 2, 3

),

final as (

    select
        periods.channel,
        case
            when periods.first_supplier = periods.last_supplier then periods.first_supplier
            else periods.first_supplier || ' + ' || periods.last_supplier
        end as suppliers,
        case
            when channels.channel is null then 'unknown_channel'
            when overlapping.channel is not null then 'periods_overlap'
            when periods.end_date > as_of.as_of_date then 'period_open'
            when counted.counted_amount is null then 'nothing_counted'
            when periods.invoiced_amount > counted.counted_amount then 'invoiced_more'
            when periods.invoiced_amount < counted.counted_amount then 'invoiced_less'
            else 'agrees'
        end as reason,
        periods.invoiced_amount,
        case when channels.channel is not null then coalesce(counted.counted_amount, 0) end
            as counted_amount,
        periods.start_date,
        periods.end_date
    from periods
    cross join {{ ref('int_as_of') }} as as_of
    left join {{ ref('dim_channels') }} as channels on periods.channel = channels.channel
    left join overlapping
        on
            periods.channel = overlapping.channel
            and periods.start_date = overlapping.start_date
            and periods.end_date = overlapping.end_date
    left join counted
        on
            periods.channel = counted.channel
            and periods.start_date = counted.start_date
            and periods.end_date = counted.end_date

)

select * from final
