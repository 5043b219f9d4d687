with

counted as (

    select
        statement_kind,
        sum(counted_amount) as counted_amount
    from {{ ref('fct_spend_reconciliation') }}
    where statement_kind != 'invoice'
    group by 1

),

spend as (

    select
        case spend_type when 'media' then 'platform' else 'partner' end as statement_kind,
        sum(spend_amount) as spend_amount
    from {{ ref('fct_spend_daily') }}
    where spend_type in ('media', 'partner')
    group by 1

)

select
    spend.*,
    counted.counted_amount
from spend
left join counted on spend.statement_kind = counted.statement_kind
where coalesce(counted.counted_amount, 0) != spend.spend_amount
