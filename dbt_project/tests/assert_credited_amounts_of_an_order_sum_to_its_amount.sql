with

credits as (

    {{ checked_credits() }}

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
from {{ ref('fct_investments') }} as investments
left join credited on investments.order_id = credited.conversion_id
where
    {{ is_checked('investments.visitor_id') }}
    and investments.amount is distinct from credited.credited_amount
