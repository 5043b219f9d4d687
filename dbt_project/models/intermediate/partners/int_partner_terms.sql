with

events as (

    select * from {{ ref('int_partner_events') }}

),

contracts as (

    select * from {{ ref('stg_sheets__partner_contracts') }}

),

versions as (

    select
        contract_id,
        version,
        channel,
        min(start_date) as start_date
    from contracts
    group by 1, 2, 3

),

versions_in_force as (

    select
        events.event_type,
        events.event_key,
        versions.contract_id,
        max(versions.version) as version
    from events
    inner join versions
        on events.channel = versions.channel and events.event_date >= versions.start_date
    group by 1, 2, 3

),

lines as (

    select
        events.*,
        contracts.source,
        contracts.contract_id,
        contracts.version,
        contracts.line_no,
        contracts.partner,
        contracts.rule,
        contracts.rate,
        contracts.fee_amount,
        contracts.minimum_amount,
        contracts.cap_amount,
        contracts.monthly_cap_amount,
        contracts.order_days,
        contracts.clawback_days,
        contracts.is_new_only,
        contracts.tier_from_amount,
        case contracts.basis when 'paid' then events.paid_amount else events.amount end
            as basis_amount
    from events
    inner join versions_in_force
        on
            events.event_type = versions_in_force.event_type
            and events.event_key = versions_in_force.event_key
    inner join contracts
        on
            versions_in_force.contract_id = contracts.contract_id
            and versions_in_force.version = contracts.version
            and events.event_type = contracts.event_type
            and events.event_date between contracts.start_date and coalesce(
                contracts.end_date, cast('2999-12-31' as date)
            )

),

ranked as (

    select
        *,
        coalesce(tier_from_amount, 0) <= coalesce(basis_amount, 0) as is_tier_reached,
        row_number() over (
            partition by event_type, event_key
            order by
                case
                    when coalesce(tier_from_amount, 0) <= coalesce(basis_amount, 0) then 0 else 1
                end asc nulls last,
                tier_from_amount desc nulls last, contract_id asc nulls last, line_no asc nulls last
        ) as line_rank,
        min(contract_id) over (partition by event_type, event_key) as first_contract_id,
        max(contract_id) over (partition by event_type, event_key) as last_contract_id
    from lines

),

final as (

    select
        *,
        case
            when first_contract_id != last_contract_id then 'overlapping_contracts'
            when rule = 'fixed' and fee_amount is null then 'no_rate'
            when rule != 'fixed' and rate is null then 'no_rate'
            when rule = 'annualised' and term_value is null then 'no_term'
        end as contract_problem,
        case
            when not is_tier_reached then 'below_tier'
            when is_new_only and not is_new then 'not_new'
            when days_after_registration > order_days then 'outside_window'
        end as exclusion
    from ranked
    where line_rank = 1

)

select * from final
