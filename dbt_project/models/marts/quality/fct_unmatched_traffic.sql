with

sessions as (

    select * from {{ ref('int_unmatched_sessions') }}

),

final as (

    select
        started_date as stat_date,
        substr(coalesce(utm_source, ''), 1, 100) as utm_source,
        substr(coalesce(utm_medium, ''), 1, 100) as utm_medium,
        substr(coalesce(code, ''), 1, 100) as code,
        count(*) as sessions
    from sessions
    group by 1, 2, 3, 4

)

select * from final
