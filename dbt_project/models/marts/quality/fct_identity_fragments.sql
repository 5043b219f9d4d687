with

ties as (

    select
        user_id,
        anonymous_id,
        count(*) over (partition by anonymous_id) as users_of_id
    from {{ ref('int_identities') }}

),

users as (

    select
        user_id,
        count(*) as anonymous_ids,
        max(users_of_id) as users_of_id
    from ties
    group by 1

),

people as (

    select
        cast(date_trunc('month', people.visited_date) as date) as first_month,
        people.user_id is not null as is_tied,
        case
            when people.user_id is null then 1
            else coalesce(users.anonymous_ids, 0)
        end as anonymous_ids,
        coalesce(users.users_of_id > 1, false) as has_shared_id
    from {{ ref('fct_funnel') }} as people
    left join users on people.user_id = users.user_id

),

final as (

    select
        first_month,
        is_tied,
        cast(least(anonymous_ids, 5) as integer) as ids_up_to_5,
        count(*) as people,
        count(*) filter (where has_shared_id) as people_on_shared_ids,
        cast(sum(anonymous_ids) as bigint) as anonymous_ids
    from people
    group by 1, 2, 3

)

select * from final
