with

offline as (

    select channel
    from {{ ref('int_channels') }}
    where channel_class in ('Offline', 'Campus')

),

spend as (

    select
        days.channel,
        coalesce(contracts.city, '') as city,
        cast(date_trunc('month', days.stat_date) as date) as month,
        days.spend_amount
    from {{ ref('int_contract_days') }} as days
    inner join {{ ref('stg_sheets__spend_contracts') }} as contracts
        on days.contract_id = contracts.contract_id
    cross join {{ ref('int_as_of') }} as as_of
    where days.stat_date <= as_of.as_of_date

    union all

    select
        activities.channel,
        coalesce(activities.city, ''),
        cast(date_trunc('month', costs.incurred_date) as date),
        costs.amount
    from {{ ref('stg_sheets__activity_costs') }} as costs
    inner join {{ ref('stg_sheets__activities') }} as activities
        on costs.activity_id = activities.activity_id
    cross join {{ ref('int_as_of') }} as as_of
    where costs.incurred_date <= as_of.as_of_date

),

people as (

    select
        people.acquisition_channel as channel,
        coalesce(people.city, '') as city,
        cast(date_trunc('month', people.registered_date) as date) as month,
        case
            when people.birth_year is not null
                then cast(floor(people.birth_year / 10) * 10 as integer)
        end as birth_decade,
        people.first_invested_date,
        people.first_invested_amount
    from {{ ref('fct_funnel') }} as people
    where people.registered_date is not null

),

parts as (

    select
        channel,
        city,
        month,
        cast(null as integer) as birth_decade,
        spend_amount,
        0 as registrations,
        0 as first_investments,
        0 as first_invested_amount
    from spend

    union all

    select
        channel,
        city,
        month,
        birth_decade,
        0,
        1,
        case when first_invested_date is null then 0 else 1 end,
        coalesce(first_invested_amount, 0)
    from people

),

final as (

    select
        parts.channel,
        parts.city,
        parts.month,
        parts.birth_decade,
        cast(sum(parts.spend_amount) as decimal(18, 2)) as spend_amount,
        cast(sum(parts.registrations) as bigint) as registrations,
        cast(sum(parts.first_investments) as bigint) as first_investments,
        cast(sum(parts.first_invested_amount) as decimal(18, 2)) as first_invested_amount
    from parts
    inner join offline on parts.channel = offline.channel
    group by 1, 2, 3, 4

)

select * from final
