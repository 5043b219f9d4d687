with

entries as (

    select * from {{ ref('int_funnel_entries') }}

),

-- Also of months in which nobody did anything: a value may have become one of the rest there, or one of
-- its own. Each is a month, `r` for the rest or `o`, a breakdown and a value.
noted as (

    {{ changed_values(ref('int_funnel_entries')) }}

),

cells as (

    select
        cast(left(value, 10) as date) as entry_month,
        substr(value, 12, 1) = 'r' as is_rest,
        substr(value, 14) as rest_of_note
    from noted

),

final as (

    select
        split_part(rest_of_note, ' ', 1) as breakdown,
        entry_month,
        is_rest,
        substr(rest_of_note, length(split_part(rest_of_note, ' ', 1)) + 2) as breakdown_value
    from cells
    union distinct
    select
        entries.breakdown,
        entries.entry_month,
        entries.is_rest,
        case when entries.is_rest then '' else entries.breakdown_value end as breakdown_value
    from entries
    inner join {{ ref('int_funnel_months_changed') }} as months
        on entries.entry_month = months.entry_month

)

select * from final
