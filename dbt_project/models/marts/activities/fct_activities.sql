with

costs as (

    select
        activity_id,
        count(*) as cost_lines,
        sum(amount) as cost_amount
    from {{ ref('stg_sheets__activity_costs') }}
    group by 1

),

heads as (

    select
        activity_id,
        sum(case when metric = 'distributed' then value end) as distributed,
        sum(case when metric = 'attended' then value end) as attended,
        sum(case when metric = 'scanned' then value end) as scanned,
        sum(case when metric = 'registered' then value end) as told_registrations
    from {{ ref('stg_sheets__activity_counts') }}
    group by 1

),

codes as (

    select
        activity_id,
        count(*) as codes,
        count(distinct team) as teams,
        sum(scans) as scans,
        sum(registrations) as registrations,
        sum(first_investments) as first_investments,
        sum(invested_amount) as invested_amount,
        sum(annualised_amount) as annualised_amount,
        sum(revenue_amount) as revenue_amount
    from {{ ref('fct_activity_codes') }}
    group by 1

),

final as (

    select
        activities.activity_id,
        activities.activity_type,
        activities.activity_name,
        activities.channel,
        activities.city,
        activities.venue,
        activities.owner,
        activities.planned_amount,
        cast(costs.cost_amount as decimal(18, 2)) as cost_amount,
        coalesce(costs.cost_lines, 0) as cost_lines,
        cast(heads.distributed as bigint) as distributed,
        cast(heads.attended as bigint) as attended,
        cast(heads.scanned as bigint) as scanned,
        cast(heads.told_registrations as bigint) as told_registrations,
        coalesce(codes.codes, 0) as codes,
        coalesce(codes.teams, 0) as teams,
        cast(coalesce(codes.scans, 0) as bigint) as scans,
        cast(coalesce(codes.registrations, 0) as bigint) as registrations,
        cast(coalesce(codes.first_investments, 0) as bigint) as first_investments,
        cast(coalesce(codes.invested_amount, 0) as decimal(18, 2)) as invested_amount,
        cast(coalesce(codes.annualised_amount, 0) as decimal(18, 4)) as annualised_amount,
        cast(coalesce(codes.revenue_amount, 0) as decimal(18, 4)) as revenue_amount,
        activities.start_date,
        coalesce(activities.end_date, activities.start_date) as end_date
    from {{ ref('stg_sheets__activities') }} as activities
    left join costs on activities.activity_id = costs.activity_id
    left join heads on activities.activity_id = heads.activity_id
    left join codes on activities.activity_id = codes.activity_id

)

select * from final
