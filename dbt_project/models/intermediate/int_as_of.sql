with

{# Asked for the last rather than the largest, DuckDB reads no more of the events than where it lies. #}
last_event as (

    select received_at
    from {{ ref('int_events') }}
    order by received_at desc nulls last
    limit 1

),

days as (

    select {{ x_company_date('received_at') }} as last_date from last_event
    union all
    select max(registered_date) as last_date from {{ ref('stg_platform__users') }}
    union all
    select {{ x_company_date('max(invested_at)') }} as last_date
    from {{ ref('stg_platform__investments') }}
    union all
    select max(stat_date) as last_date from {{ ref('stg_ads__covered_days') }}
    union all
    select max(order_date) as last_date from {{ ref('stg_partners__partner_orders') }}

),

final as (

    select
        max(days.last_date) as as_of_date,
        max(loads.load_id) as newest_load_id
    from days
    cross join {{ ref('stg_lake__loads') }} as loads

)

select * from final
