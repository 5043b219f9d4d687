with

last_day as (

    select outstanding_amount
    from {{ ref('fct_growth_daily') }}
    where stat_date = (select max(stat_date) from {{ ref('fct_growth_daily') }})

),

expected as (

    select
        (select coalesce(sum(amount), 0) from {{ ref('fct_investments') }})
        - (
            select coalesce(sum(repayments.principal_amount), 0)
            from {{ ref('stg_platform__repayments') }} as repayments
            inner join {{ ref('fct_investments') }} as investments
                on repayments.order_id = investments.order_id
            where repayments.paid_at is not null
        ) as outstanding_amount

)

select
    last_day.outstanding_amount,
    expected.outstanding_amount as expected_amount
from last_day
cross join expected
where last_day.outstanding_amount != expected.outstanding_amount
