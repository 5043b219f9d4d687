with

touches as (

    select * from {{ ref('int_touch_credits') }}
    where {{ is_checked() }}

),

credits as (

    {{ credits_by_model('touches') }}

)

select
    conversion_kind,
    conversion_id,
    model,
    sum(credit) as credit
from credits
group by 1, 2, 3
having abs(sum(credit) - 1) > 0.000000001
