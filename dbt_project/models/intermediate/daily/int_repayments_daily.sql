with

repayments as (

    select * from {{ ref('stg_platform__repayments') }}

),

investments as (

    select * from {{ ref('fct_investments') }}

),

final as (

    select
        {{ x_company_date('repayments.paid_at') }} as paid_date,
        sum(repayments.principal_amount) as principal_amount
    from repayments
    inner join investments on repayments.order_id = investments.order_id
    where repayments.paid_at is not null
    group by 1

)

select * from final
