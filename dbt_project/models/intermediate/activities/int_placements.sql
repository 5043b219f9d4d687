with

activity_costs as (

    select
        activity_id,
        sum(amount) as cost_amount
    from {{ ref('stg_sheets__activity_costs') }}
    group by 1

),

placements as (

    select
        activities.activity_id as placement_id,
        'activity' as placement_kind,
        activities.activity_name as placement_name,
        activities.channel,
        activities.city,
        nullif(activities.venue, '') as venue,
        activity_costs.cost_amount,
        activities.start_date,
        coalesce(activities.end_date, activities.start_date) as end_date
    from {{ ref('stg_sheets__activities') }} as activities
    left join activity_costs on activities.activity_id = activity_costs.activity_id

    union all

    select
        contracts.contract_id,
        'contract',
        coalesce(contracts.description, contracts.partner, contracts.contract_id),
        contracts.channel,
        contracts.city,
        null,
        contracts.amount,
        contracts.start_date,
        contracts.end_date
    from {{ ref('stg_sheets__spend_contracts') }} as contracts
    inner join {{ ref('int_channels') }} as channels on contracts.channel = channels.channel
    where channels.channel_class = 'Offline'

),

final as (

    select
        placements.placement_id,
        placements.placement_kind,
        placements.placement_name,
        placements.channel,
        placements.city,
        placements.city || ' · ' || placements.venue as campus,
        cast(placements.cost_amount as decimal(18, 2)) as cost_amount,
        placements.start_date,
        placements.end_date,
        greatest(
            placements.end_date, placements.start_date + {{ var('activity_window_days') }} - 1
        ) as watched_until
    from placements
    cross join {{ ref('int_as_of') }} as as_of
    where coalesce(placements.city, '') != '' and placements.start_date <= as_of.as_of_date

)

select * from final
