with

days as (

    select {{ x_company_date('max(received_at)') }} as last_date from {{ ref('int_events') }}
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
