with

scored as (

    select
        sum(investors) as investors,
        sum(invested_amount) as invested_amount
    from {{ ref('fct_hunter_scores') }}
    where breakdown = 'channel'

),

invested as (

    select
        count(distinct user_id) as investors,
        sum(amount) as invested_amount
    from {{ ref('fct_investments') }}
    where amount > 0

)

select
    scored.investors as scored_investors,
    invested.investors,
    scored.invested_amount as scored_amount,
    invested.invested_amount
from scored
cross join invested
where
    coalesce(scored.investors, 0) != invested.investors
    or coalesce(scored.invested_amount, 0) != coalesce(invested.invested_amount, 0)
