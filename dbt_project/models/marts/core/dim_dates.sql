with

dates as (

    {{ x_date_series("'" ~ var('calendar_first_date') ~ "'", "'" ~ var('calendar_last_date') ~ "'") }}

),

holidays as (

    select * from {{ ref('holidays') }}

),

final as (

    select
        dates.date_day,
        cast(date_trunc('week', dates.date_day) as date) as iso_week_start,
        cast(date_trunc('month', dates.date_day) as date) as month_start,
        coalesce(
            holidays.is_workday,
            {{ x_days_between("date_trunc('week', dates.date_day)", 'dates.date_day') }} < 5
        ) as is_workday,
        holidays.holiday_name,
        holidays.holiday_name_zh
    from dates
    left join holidays on dates.date_day = holidays.date_day

)

select * from final
