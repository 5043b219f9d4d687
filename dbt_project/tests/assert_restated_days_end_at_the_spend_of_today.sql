with

ledger as (

    select distinct
        source,
        stat_date,
        latest_spend_amount
    from {{ ref('fct_restatements') }}

),

spend as (

    select
        source,
        stat_date,
        sum(spend_amount) as spend_amount
    from {{ ref('fct_spend_daily') }}
    where spend_type = 'media'
    group by 1, 2

)

select
    ledger.source,
    ledger.stat_date,
    ledger.latest_spend_amount,
    spend.spend_amount
from ledger
left join spend on ledger.source = spend.source and ledger.stat_date = spend.stat_date
where ledger.latest_spend_amount != coalesce(spend.spend_amount, 0)
