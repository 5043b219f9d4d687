with

people as (

    select * from {{ ref('fct_funnel') }}

),

final as (

    select visitor_id, 'visit' as step, visited_at as step_at
    from people

    union all

    select visitor_id, 'registration', registered_at
    from people
    where registered_at is not null

    union all

    select visitor_id, 'verification', verified_at
    from people
    where verified_at is not null

    union all

    select visitor_id, 'card_bound', card_bound_at
    from people
    where card_bound_at is not null

    union all

    select visitor_id, 'funded', funded_at
    from people
    where funded_at is not null

    union all

    select visitor_id, 'first_investment', first_invested_at
    from people
    where first_invested_at is not null

    union all

    select visitor_id, 'repeat_investment', second_invested_at
    from people
    where second_invested_at is not null

)

select * from final
