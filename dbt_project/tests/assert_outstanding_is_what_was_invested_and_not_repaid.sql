with

growth as (

    select
        outstanding_amount,
        row_number() over (order by stat_date desc nulls last) as day_rank
    from {{ ref('fct_growth_daily') }}

),

invested as (

    select coalesce(sum(amount), 0) as amount
    from {{ ref('fct_investments') }}

),

repaid as (

    select coalesce(sum(repayments.principal_amount), 0) as amount
    from {{ ref('stg_platform__repayments') }} as repayments
    inner join {{ ref('fct_investments') }} as investments
        on repayments.order_id = investments.order_id
    where repayments.paid_at is not null

)

select
    growth.outstanding_amount,
    invested.amount as invested_amount,
    repaid.amount as repaid_amount
from growth
cross join invested
cross join repaid
where growth.day_rank = 1 and growth.outstanding_amount != invested.amount - repaid.amount
