-- Every coupon redeemed and packet received is in the ledger once, and in spend once.
with

ledger as (

    select promotion_id, sum(cost_amount) as cost_amount
    from {{ ref('fct_promotion_ledger') }}
    group by promotion_id

),

spend as (

    select campaign_id as promotion_id, sum(spend_amount) as spend_amount
    from {{ ref('fct_spend_daily') }}
    where spend_type in ('coupon', 'red_packet')
    group by campaign_id

)

select
    coalesce(ledger.promotion_id, spend.promotion_id) as promotion_id,
    ledger.cost_amount,
    spend.spend_amount
from ledger
full outer join spend on ledger.promotion_id = spend.promotion_id
where coalesce(ledger.cost_amount, 0) <> coalesce(spend.spend_amount, 0)
