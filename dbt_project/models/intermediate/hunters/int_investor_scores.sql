with

tied as (

    select
        user_id,
        max(case when kind = 'card' then 1 else 0 end) as card,
        max(case when kind = 'device' then 1 else 0 end) as device,
        max(case when kind = 'inviter' then 1 else 0 end) as inviter,
        max(case when kind = 'ip_block' then 1 else 0 end) as ip_block
    from {{ ref('int_hunter_rings') }}
    group by 1

),

partners as (

    select
        channel,
        max(partner) as partner
    from {{ ref('stg_sheets__partner_contracts') }}
    group by 1

),

subsidies as (

    select
        user_id,
        sum(subsidy_amount) as subsidy_amount
    from {{ ref('int_subsidies') }}
    group by 1

),

scored as (

    select
        behaviour.user_id,
        clusters.cluster_id,
        coalesce(behaviour.acquisition_channel, 'direct') as channel,
        coalesce(partners.partner, partners.channel) as partner,
        invites.inviter_id,
        behaviour.investments,
        cast(behaviour.invested_amount as decimal(18, 2)) as invested_amount,
        cast(behaviour.revenue_amount as decimal(18, 4)) as revenue_amount,
        cast(coalesce(subsidies.subsidy_amount, 0) as decimal(18, 2)) as subsidy_amount,
        cast(least(
            behaviour.behaviour_percent
            + 20 * coalesce(tied.card, 0) + 20 * coalesce(tied.device, 0)
            + 5 * coalesce(tied.inviter, 0) + 5 * coalesce(tied.ip_block, 0),
            100
        ) as integer) as score_percent,
        behaviour.is_smallest,
        behaviour.is_shortest,
        behaviour.is_coupon_carried,
        behaviour.has_left,
        coalesce(tied.card, 0) = 1 as shares_card,
        coalesce(tied.device, 0) = 1 as shares_device,
        coalesce(tied.inviter, 0) = 1 as shares_inviter,
        coalesce(tied.ip_block, 0) = 1 as shares_ip_block,
        behaviour.is_mature,
        behaviour.first_invested_date
    from {{ ref('int_investor_behaviour') }} as behaviour
    left join tied on behaviour.user_id = tied.user_id
    left join {{ ref('int_hunter_clusters') }} as clusters on behaviour.user_id = clusters.user_id
    left join partners on behaviour.registration_channel = partners.channel
    left join {{ ref('int_invites') }} as invites on behaviour.user_id = invites.user_id
    left join subsidies on behaviour.user_id = subsidies.user_id

),

{# A pseudonym takes longer than all else of a row, and pages show few. #}
final as (

    select
        *,
        case when score_percent >= 50 then {{ pseudonym('user_id') }} end as investor
    from scored

)

select * from final
