with

credits as (

    {{ checked_credits() }}

)

select
    conversion_kind,
    conversion_id,
    model,
    sum(credit) as credit
from credits
group by 1, 2, 3
having abs(sum(credit) - 1) > 0.000000001
