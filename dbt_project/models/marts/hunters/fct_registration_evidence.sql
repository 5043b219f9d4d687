with

registrations as (

    select
        people.visitor_id,
        people.user_id,
        partner_channels.channel,
        people.registered_at,
        people.registered_date,
        {{ x_seconds_between('people.visited_at', 'people.registered_at') }} as seconds_to_register,
        cast({{ x_company_hour('people.registered_at') }} as integer) as registered_hour,
        coalesce(
            people.verified_at, people.card_bound_at, people.funded_at, people.first_invested_at
        ) is not null as has_taken_a_step
    from {{ ref('int_partner_people') }} as brought
    inner join {{ ref('int_partner_channels') }} as partner_channels
        on brought.registration_channel = partner_channels.channel
    inner join {{ ref('fct_funnel') }} as people on brought.visitor_id = people.visitor_id
    where people.registered_at is not null

),

{# Of all others only the hour is asked, and most accounts are theirs. #}
usual as (

    select
        avg(case when cast({{ x_company_hour('people.registered_at') }} as integer) < 6 then 1.0 else 0.0 end)
            as night_share
    from {{ ref('fct_funnel') }} as people
    left join registrations on people.visitor_id = registrations.visitor_id
    where people.registered_at is not null and registrations.visitor_id is null

),

months as (

    select
        channel,
        date_trunc('month', registered_date) as registered_month,
        count(*) as registrations,
        count_if(registered_hour < 6) as night_registrations
    from registrations
    group by 1, 2

),

own_devices as (

    select
        ties.user_id,
        ties.tie_value
    from {{ ref('int_account_ties') }} as ties
    inner join registrations on ties.user_id = registrations.user_id
    where ties.kind = 'device'

),

devices as (

    select
        tie_value,
        count(*) as accounts
    from {{ ref('int_account_ties') }}
    where kind = 'device' and tie_value in (select own_devices.tie_value from own_devices)
    group by 1

),

shared_devices as (

    select
        own_devices.user_id,
        max(devices.accounts) as device_accounts
    from own_devices
    inner join devices on own_devices.tie_value = devices.tie_value
    group by 1

),

visits as (

    select
        days.visitor_id,
        max(days.started_date) as last_visit_date
    from {{ ref('int_visitor_days') }} as days
    inner join registrations on days.visitor_id = registrations.visitor_id
    group by 1

),

orders as (

    select
        investments.user_id,
        max(investments.invested_date) as last_order_date
    from {{ ref('fct_investments') }} as investments
    inner join registrations on investments.user_id = registrations.user_id
    group by 1

),

payouts as (

    select
        channel,
        our_user_id,
        min(paid_date) as paid_date
    from {{ ref('stg_partners__partner_statements') }}
    where event_type = 'register_cpa' and paid_amount > 0
    group by 1, 2

),

counted as (

    select
        registrations.*,
        coalesce(shared_devices.device_accounts, 0) as device_accounts,
        case when places.ip_block_hash is null then 0 else count(*) over (
            partition by
                registrations.channel, registrations.registered_date, places.ip_block_hash
        ) end as block_registrations,
        count(*) over (
            partition by
                registrations.channel, registrations.registered_date, registrations.registered_hour
        ) as hour_registrations,
        greatest(visits.last_visit_date, orders.last_order_date) as last_active_date,
        payouts.paid_date
    from registrations
    left join {{ ref('int_registration_places') }} as places
        on registrations.user_id = places.user_id
    left join shared_devices on registrations.user_id = shared_devices.user_id
    left join visits on registrations.visitor_id = visits.visitor_id
    left join orders on registrations.user_id = orders.user_id
    left join payouts
        on registrations.channel = payouts.channel and registrations.user_id = payouts.our_user_id

),

signs as (

    select
        counted.*,
        counted.seconds_to_register <= {{ var('evidence_fast_seconds') }} as is_fast,
        counted.registered_hour < 6
        and months.night_registrations >= 10
        and months.night_registrations >= 2 * usual.night_share * months.registrations as is_at_night,
        counted.device_accounts >= {{ var('evidence_device_accounts') }} as is_on_shared_device,
        counted.block_registrations >= {{ var('evidence_block_registrations') }} as is_in_block,
        not counted.has_taken_a_step
        and coalesce(counted.last_active_date <= counted.registered_date, true)
        and {{ x_days_between('counted.registered_date', 'as_of.as_of_date') }}
        >= {{ var('evidence_silent_days') }} as is_silent,
        coalesce(
            {{ x_days_between('counted.paid_date', 'as_of.as_of_date') }}
            >= {{ var('evidence_silent_days') }}
            and coalesce(counted.last_active_date <= counted.paid_date, true), false
        ) as is_silent_after_payout
    from counted
    cross join {{ ref('int_as_of') }} as as_of
    cross join usual
    inner join months
        on
            counted.channel = months.channel
            and date_trunc('month', counted.registered_date) = months.registered_month

),

final as (

    select
        channel,
        user_id,
        {{ pseudonym('user_id') }} as account,
        concat_ws(
            ',', case when is_fast then 'fast' end, case when is_at_night then 'night' end,
            case when is_on_shared_device then 'device' end, case when is_in_block then 'block' end,
            case when is_silent then 'silent' end,
            case when is_silent_after_payout then 'silent_after_payout' end
        ) as signs,
        seconds_to_register,
        registered_hour,
        cast(hour_registrations as integer) as hour_registrations,
        cast(device_accounts as integer) as device_accounts,
        cast(block_registrations as integer) as block_registrations,
        coalesce(is_fast, false) as is_fast,
        coalesce(is_at_night, false) as is_at_night,
        is_on_shared_device,
        is_in_block,
        is_silent,
        is_silent_after_payout,
        is_silent and (
            coalesce(is_fast, false) or coalesce(is_at_night, false) or is_on_shared_device
            or is_in_block
        ) as is_doubtful,
        paid_date,
        registered_date
    from signs

)

select * from final
