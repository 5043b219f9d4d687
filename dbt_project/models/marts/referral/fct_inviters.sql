with

invites as (

    select * from {{ ref('int_invites') }}

),

rewards as (

    select
        inviter_user_id,
        sum(case when status = 'paid' then amount else 0 end) as reward_amount,
        count_if(status = 'pending') as pending_rewards
    from {{ ref('stg_platform__invite_rewards') }}
    group by 1

),

contracts as (

    select
        network,
        min(contract_id) as contract_id,
        max(partner) as partner
    from {{ ref('stg_sheets__partner_contracts') }}
    group by 1

),

owed as (

    select
        contract_id,
        sum(owed_amount) as owed_amount
    from {{ ref('fct_partner_payables') }}
    where contract_id is not null
    group by 1

),

brought as (

    select
        invites.inviter_key,
        invites.inviter_id,
        max(invites.inviter_user_id) as inviter_user_id,
        max(invites.invite_code) as invite_code,
        count(*) as invited_accounts,
        count(scores.user_id) as invited_investors,
        sum(scores.invested_amount) as invited_amount,
        sum(scores.revenue_amount) as invited_revenue_amount,
        min(invites.registered_date) as first_invite_date,
        max(invites.registered_date) as last_invite_date
    from invites
    left join {{ ref('int_investor_scores') }} as scores on invites.user_id = scores.user_id
    group by 1, 2

),

contracted as (

    select
        brought.inviter_key,
        min(contracts.contract_id) as contract_id,
        max(contracts.partner) as partner
    from brought
    inner join contracts on contracts.network in (brought.inviter_user_id, brought.invite_code)
    group by 1

),

final as (

    select
        brought.inviter_id,
        case
            when contracted.contract_id is not null then 'contract'
            when brought.inviter_user_id is null then 'code'
            else 'account'
        end as inviter_kind,
        contracted.contract_id,
        contracted.partner,
        users.registered_date,
        cast(coalesce(own.depth, 0) as integer) as depth,
        brought.invited_accounts,
        brought.invited_investors,
        cast(coalesce(brought.invited_amount, 0) as decimal(18, 2)) as invited_amount,
        cast(coalesce(brought.invited_revenue_amount, 0) as decimal(18, 4)) as invited_revenue_amount,
        cast(coalesce(rewards.reward_amount, 0) as decimal(18, 2)) as reward_amount,
        cast(owed.owed_amount as decimal(18, 2)) as owed_amount,
        cast(coalesce(rewards.pending_rewards, 0) as bigint) as pending_rewards,
        scores.score_percent,
        brought.first_invite_date,
        brought.last_invite_date
    from brought
    left join {{ ref('stg_platform__users') }} as users on brought.inviter_user_id = users.user_id
    left join invites as own on brought.inviter_user_id = own.user_id
    left join rewards on brought.inviter_user_id = rewards.inviter_user_id
    left join {{ ref('int_investor_scores') }} as scores on brought.inviter_user_id = scores.user_id
    left join contracted on brought.inviter_key = contracted.inviter_key
    left join owed on contracted.contract_id = owed.contract_id

)

select * from final
