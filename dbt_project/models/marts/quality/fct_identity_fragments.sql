with

shared_ids as (

    select anonymous_id
    from {{ ref('int_identities') }}
    where tie_number = 2

),

users as (

    select
        identities.user_id,
        count(*) as anonymous_ids,
        count(shared_ids.anonymous_id) > 0 as has_shared_id
    from {{ ref('int_identities') }} as identities
    left join shared_ids on identities.anonymous_id = shared_ids.anonymous_id
    group by 1

),

tied as (

    select
        cast(date_trunc('month', people.visited_date) as date) as first_month,
        true as is_tied,
        cast(least(coalesce(users.anonymous_ids, 0), 5) as integer) as ids_up_to_5,
        count(*) as people,
        count(*) filter (where users.has_shared_id) as people_on_shared_ids,
        cast(sum(coalesce(users.anonymous_ids, 0)) as bigint) as anonymous_ids
    from {{ ref('fct_funnel') }} as people
    left join users on people.user_id = users.user_id
    where people.user_id is not null
    group by 1, 2, 3

),

{# Whom no account is tied to has one id. #}
untied as (

    select
        cast(date_trunc('month', entry_date) as date) as first_month,
        false as is_tied,
        1 as ids_up_to_5,
        cast(sum(people) as bigint) as people,
        0 as people_on_shared_ids,
        cast(sum(people) as bigint) as anonymous_ids
    from {{ ref('int_steps_reached_daily') }}
    where not is_tied
    group by 1, 2, 3

),

final as (

    select * from tied
    union all
    select * from untied

)

select * from final
