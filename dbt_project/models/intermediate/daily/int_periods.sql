with

dates as (

    select * from {{ ref('dim_dates') }}

),

final as (

    select distinct
        'week' as cohort_grain,
        iso_week_start as period_start,
        cast(iso_week_start + interval '6' day as date) as period_end
    from dates

    union all

    select distinct
        'month' as cohort_grain,
        month_start as period_start,
        cast(month_start + interval '1' month - interval '1' day as date) as period_end
    from dates

)

select * from final
