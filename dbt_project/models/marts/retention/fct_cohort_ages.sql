with

facts as (

    select * from {{ ref('int_cohort_facts') }}

),

final as (

    select
        entry_date,
        channel,
        cast(age as integer) as age_days,
        cast(first_investments as bigint) as first_investments,
        cast(coalesce(revenue_amount, 0) as decimal(18, 4)) as revenue_amount
    from facts
    where age between 0 and 180 and (first_investments > 0 or revenue_amount > 0)

)

select * from final
