with

rewards as (

    select
        rewards.amount,
        rewards.paid_date,
        inviters.score_percent as inviter_score_percent,
        invitees.score_percent as invitee_score_percent
    from {{ ref('stg_platform__invite_rewards') }} as rewards
    cross join {{ ref('int_as_of') }} as as_of
    left join {{ ref('int_investor_scores') }} as inviters
        on rewards.inviter_user_id = inviters.user_id
    left join {{ ref('int_investor_scores') }} as invitees
        on rewards.invitee_user_id = invitees.user_id
    where
        rewards.status = 'paid' and rewards.paid_at is not null
        and rewards.paid_date <= as_of.as_of_date

),

final as (

    select
        paid_date,
        inviter_score_percent,
        invitee_score_percent,
        count(*) as rewards,
        cast(sum(amount) as decimal(18, 2)) as reward_amount
    from rewards
    group by 1, 2, 3

)

select * from final
