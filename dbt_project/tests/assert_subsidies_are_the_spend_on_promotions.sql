with

subsidies as (

    select
        subsidy_type as spend_type,
        sum(subsidy_amount) as amount
    from {{ ref('int_subsidies') }}
    group by 1

),

spend as (

    select
        spend_type,
        sum(spend_amount) as amount
    from {{ ref('fct_spend_daily') }}
    where spend_type in ('coupon', 'red_packet', 'invite_reward')
    group by 1

)

select
    coalesce(subsidies.spend_type, spend.spend_type) as spend_type,
    coalesce(subsidies.amount, 0) as subsidy_amount,
    coalesce(spend.amount, 0) as spend_amount
from subsidies
full outer join spend on subsidies.spend_type = spend.spend_type
where coalesce(subsidies.amount, 0) != coalesce(spend.amount, 0)
