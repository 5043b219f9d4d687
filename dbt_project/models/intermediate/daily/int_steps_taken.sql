with

{# People are named in each part, not once for all, so that who asks for few of them reads few. #}
final as (

    select visitor_id, 'visit' as step, visited_at as step_at
    from {{ ref('fct_funnel') }}

    union all

    select visitor_id, 'registration', registered_at
    from {{ ref('fct_funnel') }}
    where registered_at is not null

    union all

    select visitor_id, 'verification', verified_at
    from {{ ref('fct_funnel') }}
    where verified_at is not null

    union all

    select visitor_id, 'card_bound', card_bound_at
    from {{ ref('fct_funnel') }}
    where card_bound_at is not null

    union all

    select visitor_id, 'funded', funded_at
    from {{ ref('fct_funnel') }}
    where funded_at is not null

    union all

    select visitor_id, 'first_investment', first_invested_at
    from {{ ref('fct_funnel') }}
    where first_invested_at is not null

    union all

    select visitor_id, 'repeat_investment', second_invested_at
    from {{ ref('fct_funnel') }}
    where second_invested_at is not null

)

select * from final
