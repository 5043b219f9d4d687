with

credits as (

    {{ checked_credits() }}

),

investments as (

    select * from {{ ref('fct_investments') }}
    where {{ is_checked(of=ref('fct_investments')) }}

),

credited as (

    select
        conversion_id,
        model,
        sum(amount) as credited_amount
    from credits
    where conversion_kind != 'registration'
    group by 1, 2

)

select
    investments.order_id,
    credited.model,
    investments.amount,
    credited.credited_amount
from investments
left join credited on investments.order_id = credited.conversion_id
where investments.amount is distinct from credited.credited_amount
