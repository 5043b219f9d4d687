with

conversions as (

    select
        'registration' as conversion_kind,
        user_id as conversion_id
    from {{ ref('fct_funnel') }}
    where registered_at is not null and {{ is_checked(of=ref('fct_funnel')) }}

    union all

    select
        case
            when investment_number = 1 then 'first_investment'
            else 'repeat_investment'
        end as conversion_kind,
        order_id as conversion_id
    from {{ ref('fct_investments') }}
    where {{ is_checked(of=ref('fct_investments')) }}

),

credits as (

    {{ checked_credits() }}

),

credited as (

    select
        conversion_kind,
        conversion_id,
        {{ counted_models(attribution_models()) }} as models
    from credits
    group by 1, 2

)

select
    conversions.conversion_kind as converted_kind,
    conversions.conversion_id as converted_id,
    credited.conversion_kind,
    credited.conversion_id,
    credited.models
from conversions
full outer join credited
    on
        conversions.conversion_kind = credited.conversion_kind
        and conversions.conversion_id = credited.conversion_id
where credited.models is distinct from 10 or conversions.conversion_id is null
