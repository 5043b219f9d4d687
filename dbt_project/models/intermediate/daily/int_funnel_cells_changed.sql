with

breakdowns as (

    select distinct breakdown from {{ ref('int_funnel_entries') }}

),

-- Also in months in which nobody did anything: a value may have become one of the rest there. Each is
-- a breakdown, a space and a month.
entries as (

    {{ changed_values(ref('int_funnel_entries')) }}

),

final as (

    select
        breakdowns.breakdown,
        months.entry_month
    from breakdowns
    cross join {{ ref('int_funnel_months_changed') }} as months
    union distinct
    select
        substr(value, 1, length(value) - 11) as breakdown,
        cast(right(value, 10) as date) as entry_month
    from entries

)

select * from final
