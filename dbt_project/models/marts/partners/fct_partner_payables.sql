with

contracted as (

    select distinct channel
    from {{ ref('stg_sheets__partner_contracts') }}

),

accruals as (

    select * from {{ ref('int_partner_accruals') }}

),

reported as (

    select
        orders.channel,
        orders.event_type,
        case
            when orders.event_type = 'register_cpa' then orders.our_user_id
            else orders.our_order_id
        end as event_key,
        orders.network_txn_id,
        orders.our_user_id,
        orders.our_order_id,
        orders.status,
        orders.commission_amount,
        orders.order_date
    from {{ ref('stg_partners__partner_orders') }} as orders

),

reported_events as (

    select
        channel,
        event_type,
        coalesce(event_key, 'txn:' || network_txn_id) as event_key,
        min(network_txn_id) as network_txn_id,
        min(our_user_id) as our_user_id,
        min(our_order_id) as our_order_id,
        case
            when count_if(status = 'settled') > 0 then 'settled'
            when count_if(status = 'approved') > 0 then 'approved'
            when count_if(status = 'pending') > 0 then 'pending'
            else 'declined'
        end as reported_status,
        sum(case when status = 'declined' then 0 else commission_amount end) as reported_amount,
        min(order_date) as order_date
    from reported
    group by 1, 2, 3

),

billed_events as (

    select
        statements.channel,
        statements.event_type,
        coalesce(
            case
                when statements.event_type = 'register_cpa' then statements.our_user_id
                else statements.our_order_id
            end,
            reported.event_key,
            'txn:' || statements.network_txn_id
        ) as event_key,
        min(statements.statement_no) as statement_no,
        min(statements.our_user_id) as our_user_id,
        min(statements.our_order_id) as our_order_id,
        sum(statements.billed_amount) as billed_amount,
        sum(statements.paid_amount) as paid_amount,
        max(statements.paid_date) as paid_date,
        min(statements.billed_date) as billed_date
    from {{ ref('stg_partners__partner_statements') }} as statements
    left join reported
        on
            statements.network_txn_id = reported.network_txn_id
            and statements.channel = reported.channel
            and statements.event_type = reported.event_type
    group by 1, 2, 3

),

keys as (

    select channel, event_type, event_key from accruals
    union distinct
    select channel, event_type, event_key from reported_events
    union distinct
    select channel, event_type, event_key from billed_events

),

joined as (

    select
        keys.channel,
        keys.event_type,
        keys.event_key,
        accruals.source,
        accruals.contract_id,
        accruals.partner,
        reported.network_txn_id,
        billed.statement_no,
        coalesce(accruals.user_id, events.user_id, reported.our_user_id, billed.our_user_id)
            as user_id,
        coalesce(accruals.order_id, events.order_id, reported.our_order_id, billed.our_order_id)
            as order_id,
        reported.reported_status,
        case
            when contracted.channel is null then 'no_contract'
            when events.event_key is null then 'not_ours'
            when accruals.event_key is null then 'not_in_contract'
            else coalesce(accruals.contract_problem, accruals.exclusion, accruals.reversal)
        end as reason,
        accruals.contract_version,
        accruals.contract_line,
        accruals.accrued_amount,
        cast(
            case when accruals.reversal is null then accruals.accrued_amount else 0 end
            as decimal(18, 2)
        ) as owed_amount,
        cast(reported.reported_amount as decimal(18, 2)) as reported_amount,
        cast(billed.billed_amount as decimal(18, 2)) as billed_amount,
        cast(billed.paid_amount as decimal(18, 2)) as paid_amount,
        cast(coalesce(billed.billed_amount, reported.reported_amount) as decimal(18, 2))
            as claimed_amount,
        accruals.reversal is not null as is_reversed,
        accruals.withdrawal_id,
        accruals.order_status = 'bid' as is_pending,
        {{ x_days_between('accruals.event_date', 'as_of.as_of_date') }} > accruals.clawback_days
            as is_past_clawback,
        coalesce(accruals.event_date, events.event_date, reported.order_date, billed.billed_date)
            as event_date
    from keys
    cross join {{ ref('int_as_of') }} as as_of
    left join contracted on keys.channel = contracted.channel
    left join {{ ref('int_partner_events') }} as events
        on
            keys.channel = events.channel
            and keys.event_type = events.event_type
            and keys.event_key = events.event_key
    left join accruals
        on
            keys.channel = accruals.channel
            and keys.event_type = accruals.event_type
            and keys.event_key = accruals.event_key
    left join reported_events as reported
        on
            keys.channel = reported.channel
            and keys.event_type = reported.event_type
            and keys.event_key = reported.event_key
    left join billed_events as billed
        on
            keys.channel = billed.channel
            and keys.event_type = billed.event_type
            and keys.event_key = billed.event_key

),

final as (

    select
        joined.channel,
        joined.event_type,
        joined.event_key,
        joined.source,
        joined.contract_id,
        joined.partner,
        joined.network_txn_id,
        joined.statement_no,
        joined.user_id,
        joined.order_id,
        joined.reported_status,
        case
            when joined.accrued_amount is null then null
            when joined.is_reversed then 'reversed'
            when joined.paid_amount > 0 then 'paid'
            when joined.is_pending then 'accrued'
            when joined.billed_amount is not null or joined.is_past_clawback then 'locked'
            else 'approved'
        end as payable_state,
        joined.reason,
        case
            when joined.reason = 'no_contract' then null
            when joined.owed_amount is null then joined.reason
            when joined.claimed_amount is null and joined.owed_amount > 0 then 'not_reported'
            when joined.claimed_amount != joined.owed_amount
                then coalesce(joined.reason, 'amount_differs')
        end as dispute,
        case
            when joined.reason = 'clawback' then 'withdrawn:' || joined.withdrawal_id
            when coalesce(joined.reason, '') != 'not_ours' then null
            when users.user_id is null then 'unknown_user'
            when joined.event_type != 'register_cpa' and orders.order_id is null then 'unknown_order'
            when orders.user_id != joined.user_id then 'order_of_another_user'
            else 'brought_by:' || coalesce(people.registration_channel, 'direct')
        end as evidence,
        joined.contract_version,
        joined.contract_line,
        joined.accrued_amount,
        joined.owed_amount,
        joined.reported_amount,
        joined.billed_amount,
        joined.paid_amount,
        joined.claimed_amount,
        joined.event_date
    from joined
    left join {{ ref('stg_platform__users') }} as users on joined.user_id = users.user_id
    left join {{ ref('stg_platform__investments') }} as orders on joined.order_id = orders.order_id
    left join {{ ref('int_partner_people') }} as people on joined.user_id = people.user_id

)

select * from final
