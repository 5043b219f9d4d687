with

ties as (

    select
        ties.user_id,
        ties.kind,
        ties.tie_value,
        behaviour.behaviour_percent
    from {{ ref('int_account_ties') }} as ties
    inner join {{ ref('int_investor_behaviour') }} as behaviour on ties.user_id = behaviour.user_id

),

rings as (

    select
        kind,
        tie_value
    from ties
    group by 1, 2
    having
        count(*) >= {{ var('hunter_least_ring') }}
        and avg(case when behaviour_percent >= 50 then 1 else 0 end) > 0.5

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
