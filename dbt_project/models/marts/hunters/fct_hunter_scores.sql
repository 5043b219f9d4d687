with

inviters as (

    select inviter_id
    from {{ ref('int_investor_scores') }}
    where inviter_id is not null
    group by 1
    having count(*) >= {{ var('hunter_least_ring') }}

),

groups as (

    select
        'channel' as breakdown,
        scores.channel as breakdown_value,
        scores.subsidy_amount as group_subsidy_amount,
        scores.*
    from {{ ref('int_investor_scores') }} as scores

    union all

    select
        'partner' as breakdown,
        scores.partner as breakdown_value,
        scores.subsidy_amount as group_subsidy_amount,
        scores.*
    from {{ ref('int_investor_scores') }} as scores
    where scores.partner is not null

    union all

    select
        'promotion' as breakdown,
        subsidies.promotion_id as breakdown_value,
        subsidies.subsidy_amount as group_subsidy_amount,
        scores.*
    from {{ ref('int_investor_scores') }} as scores
    inner join {{ ref('int_subsidies') }} as subsidies
        on scores.user_id = subsidies.user_id and subsidies.promotion_id is not null

    union all

    select
        'inviter' as breakdown,
        scores.inviter_id as breakdown_value,
        scores.subsidy_amount as group_subsidy_amount,
        scores.*
    from {{ ref('int_investor_scores') }} as scores
    inner join inviters on scores.inviter_id = inviters.inviter_id

),

final as (

    select
        breakdown,
        breakdown_value,
        channel,
        first_invested_date,
        score_percent,
        is_mature,
        count(*) as investors,
        cast(sum(group_subsidy_amount) as decimal(18, 2)) as subsidy_amount,
        cast(sum(invested_amount) as decimal(18, 2)) as invested_amount,
        cast(coalesce(sum(revenue_amount), 0) as decimal(18, 4)) as revenue_amount
    from groups
    group by 1, 2, 3, 4, 5, 6

)

select * from final
