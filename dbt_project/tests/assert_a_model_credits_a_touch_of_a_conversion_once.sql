with

credits as (

    {{ checked_credits() }}

)

select
    conversion_kind,
    conversion_id,
    model,
    touch_number
from credits
group by 1, 2, 3, 4
having count(*) > 1
