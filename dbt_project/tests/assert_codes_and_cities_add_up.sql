with

activities as (

    select
        'activity cost' as kind,
        (
            select coalesce(sum(costs.amount), 0) from {{ ref('stg_sheets__activity_costs') }} as costs
            inner join {{ ref('stg_sheets__activities') }} as activities
                on costs.activity_id = activities.activity_id
        ) as expected,
        (select coalesce(sum(cost_amount), 0) from {{ ref('fct_activities') }}) as found

),

accounts as (

    select
        'coded accounts' as kind,
        (select count(*) from {{ ref('int_coded_accounts') }}) as expected,
        (select coalesce(sum(registrations), 0) from {{ ref('fct_activities') }}) as found

),

cities as (

    select
        'offline registrations' as kind,
        (
            select count(*)
            from {{ ref('fct_funnel') }} as people
            inner join {{ ref('dim_channels') }} as channels
                on people.acquisition_channel = channels.channel
            where
                people.registered_date is not null
                and channels.channel_class in ('Offline', 'Campus')
        ) as expected,
        (select coalesce(sum(registrations), 0) from {{ ref('fct_offline_cities_monthly') }})
            as found

),

parts as (

    select * from activities
    union all
    select * from accounts
    union all
    select * from cities

)

select * from parts
where expected != found
