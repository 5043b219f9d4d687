with

steps as (

    {{ changed_values(ref('int_funnel_steps')) }}

),

gifts as (

    {{ changed_values(ref('int_first_gifts')) }}

),

windows as (

    select max(window_days) as days from {{ ref('dim_funnels') }}

),

-- A gift counts for those who entered up to a window before it, and for all who entered later.
first_given as (

    select cast(min(cast(gifts.value as timestamp)) as date) - (max(windows.days) + 1) as first_date
    from gifts
    cross join windows

),

final as (

    select cast(value as date) as entry_month from steps
    union distinct
    select cast(date_trunc('month', dates.date_day) as date) as entry_month
    from {{ ref('dim_dates') }} as dates
    inner join first_given on dates.date_day >= first_given.first_date

)

select * from final
