with

growth as (

    select
        sum(visitors) as visitors,
        sum(registrations) as registrations,
        sum(verifications) as verifications,
        sum(card_bounds) as card_bounds,
        sum(fundings) as fundings,
        sum(first_investments) as first_investments,
        sum(repeat_investments) as repeat_investments
    from {{ ref('fct_growth_daily') }}

),

channel_days as (

    select
        sum(visitors) as visitors,
        sum(registrations) as registrations,
        sum(verifications) as verifications,
        sum(first_investments) as first_investments
    from {{ ref('fct_channel_daily') }}

),

people as (

    select
        count(*) as visitors,
        count(registered_at) as registrations,
        count(verified_at) as verifications,
        count(card_bound_at) as card_bounds,
        count(funded_at) as fundings,
        count(first_invested_at) as first_investments,
        count(second_invested_at) as repeat_investments
    from {{ ref('fct_funnel') }}

),

facts as (

    select
        (select count(*) from {{ ref('dim_users') }} where registered_at is not null)
            as registrations,
        (select count(distinct user_id) from {{ ref('fct_investments') }}) as first_investments,
        (select count(*) from {{ ref('fct_investments') }} where investment_number = 2)
            as repeat_investments,
        (select sum(people) from {{ ref('fct_identity_fragments') }}) as people_of_ids,
        (select sum(visitors) from {{ ref('fct_funnel_daily') }}) as visitors

)

select
    people.*,
    facts.registrations as users,
    facts.first_investments as investors,
    growth.visitors as growth_visitors,
    channel_days.visitors as channel_visitors
from people
cross join facts
cross join growth
cross join channel_days
where
    people.visitors > 0
    and (
        people.visitors is distinct from facts.visitors
        or people.visitors is distinct from facts.people_of_ids
        or people.visitors is distinct from growth.visitors
        or people.visitors is distinct from channel_days.visitors
        or people.registrations is distinct from facts.registrations
        or people.registrations is distinct from growth.registrations
        or people.registrations is distinct from channel_days.registrations
        or people.verifications is distinct from growth.verifications
        or people.verifications is distinct from channel_days.verifications
        or people.card_bounds is distinct from growth.card_bounds
        or people.fundings is distinct from growth.fundings
        or people.first_investments is distinct from facts.first_investments
        or people.first_investments is distinct from growth.first_investments
        or people.first_investments is distinct from channel_days.first_investments
        or people.repeat_investments is distinct from facts.repeat_investments
        or people.repeat_investments is distinct from growth.repeat_investments
    )
