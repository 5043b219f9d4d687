with

levels as (

    select
        invites.tree_id,
        invites.depth,
        count(*) as accounts,
        count(scores.user_id) as investors,
        coalesce(sum(scores.invested_amount), 0) as invested_amount,
        min(invites.registered_date) as first_registered_date
    from {{ ref('int_invites') }} as invites
    left join {{ ref('int_investor_scores') }} as scores on invites.user_id = scores.user_id
    group by 1, 2

),

final as (

    select
        tree_id,
        max(depth) as depth,
        cast(sum(accounts) as bigint) as accounts,
        cast(sum(case when depth = 1 then accounts else 0 end) as bigint) as direct_accounts,
        cast(sum(investors) as bigint) as investors,
        cast(sum(invested_amount) as decimal(18, 2)) as invested_amount,
        min(first_registered_date) as first_registered_date
    from levels
    group by 1

)

select * from final
