with

behaviour as (

    select
        user_id,
        behaviour_percent >= 50 as is_hunter
    from {{ ref('int_investor_behaviour') }}

),

{# Most of a ring behave like hunters, and few do: what none of these few share need not be counted. #}
likely as (

    select
        ties.kind,
        ties.tie_value
    from {{ ref('int_account_ties') }} as ties
    inner join behaviour on ties.user_id = behaviour.user_id
    where behaviour.is_hunter
    group by 1, 2
    having count(*) > {{ var('hunter_least_ring') }} / 2.0

),

ties as (

    select
        ties.user_id,
        ties.kind,
        ties.tie_value,
        behaviour.is_hunter
    from {{ ref('int_account_ties') }} as ties
    inner join likely on ties.kind = likely.kind and ties.tie_value = likely.tie_value
    inner join behaviour on ties.user_id = behaviour.user_id

),

rings as (

    select
        kind,
        tie_value
    from ties
    group by 1, 2
    having
        count(*) >= {{ var('hunter_least_ring') }}
        and avg(case when is_hunter then 1 else 0 end) > 0.5

),

final as (

    select
        ties.user_id,
        ties.kind,
        ties.tie_value
    from ties
    inner join rings on ties.kind = rings.kind and ties.tie_value = rings.tie_value

)

select * from final
