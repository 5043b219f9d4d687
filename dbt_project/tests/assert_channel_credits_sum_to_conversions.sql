with

credited as (

    select
        conversion_date,
        conversion_kind,
        model,
        sum(conversions) as conversions,
        sum(amount) as amount
    from {{ ref('fct_channel_credit_daily') }}
    group by 1, 2, 3

),

converted as (

    select
        registered_date as conversion_date,
        'registration' as conversion_kind,
        count(*) as conversions,
        cast(null as decimal(18, 2)) as amount
    from {{ ref('fct_funnel') }}
    where registered_at is not null
    group by 1

    union all

    select
        invested_date as conversion_date,
        case
            when investment_number = 1 then 'first_investment'
            else 'repeat_investment'
        end as conversion_kind,
        count(*) as conversions,
        sum(amount) as amount
    from {{ ref('fct_investments') }}
    group by 1, 2

)

select
    credited.*,
    converted.conversions as converted,
    converted.amount as converted_amount
from credited
full outer join converted
    on
        credited.conversion_date = converted.conversion_date
        and credited.conversion_kind = converted.conversion_kind
where
    coalesce(abs(credited.conversions - converted.conversions), 1) > 0.00001
    or credited.amount is distinct from converted.amount
