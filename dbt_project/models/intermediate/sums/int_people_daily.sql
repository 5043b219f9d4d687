with

people as (

    select * from {{ ref('fct_funnel') }}

),

steps as (

    select visited_date as step_date, acquisition_channel as channel, 'visit' as step, count(*) as people
    from people
    group by 1, 2

    union all

    select registered_date, acquisition_channel, 'registration', count(*)
    from people
    where registered_date is not null
    group by 1, 2

    union all

    select verified_date, acquisition_channel, 'verification', count(*)
    from people
    where verified_date is not null
    group by 1, 2

    union all

    select card_bound_date, acquisition_channel, 'card_bound', count(*)
    from people
    where card_bound_date is not null
    group by 1, 2

    union all

    select funded_date, acquisition_channel, 'funded', count(*)
    from people
    where funded_date is not null
    group by 1, 2

    union all

    select first_invested_date, acquisition_channel, 'first_investment', count(*)
    from people
    where first_invested_date is not null
    group by 1, 2

    union all

    select second_invested_date, acquisition_channel, 'repeat_investment', count(*)
    from people
    where second_invested_date is not null
    group by 1, 2

)

select * from steps
