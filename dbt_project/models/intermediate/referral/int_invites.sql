with

rewarded as (

    select
        invitee_user_id as user_id,
        min(inviter_user_id) as inviter_user_id
    from {{ ref('stg_platform__invite_rewards') }}
    where inviter_user_id is not null
    group by 1

),

named as (

    select
        users.user_id,
        users.invite_code,
        coalesce(users.inviter_user_id, rewarded.inviter_user_id) as inviter_user_id,
        users.registered_at,
        users.registered_date
    from {{ ref('stg_platform__users') }} as users
    left join rewarded on users.user_id = rewarded.user_id

),

owners as (

    select
        invite_code,
        min(inviter_user_id) as inviter_user_id
    from named
    where invite_code is not null and inviter_user_id is not null
    group by 1
    having count(distinct inviter_user_id) = 1

),

invited as (

    select
        named.user_id,
        named.invite_code,
        coalesce(named.inviter_user_id, owners.inviter_user_id) as inviter_user_id,
        named.registered_at,
        named.registered_date
    from named
    left join owners on named.invite_code = owners.invite_code
    where coalesce(named.inviter_user_id, named.invite_code) is not null

),

known as (

    select
        invited.user_id,
        invited.invite_code,
        inviters.user_id as inviter_user_id,
        coalesce(inviters.user_id, 'code:' || coalesce(invited.invite_code, invited.inviter_user_id))
            as inviter_key,
        invited.registered_date
    from invited
    left join {{ ref('stg_platform__users') }} as inviters
        on
            invited.inviter_user_id = inviters.user_id
            and invited.registered_at > inviters.registered_at

),

round_0 as (

    select
        user_id as account,
        inviter_key as ancestor,
        1 as levels
    from known

),

{{ tree_round(1) }}

{{ tree_round(2) }}

{{ tree_round(3) }}

{{ tree_round(4) }}

{{ tree_round(5) }}

{{ tree_round(6) }}

final as (

    select
        known.user_id,
        known.inviter_user_id,
        known.inviter_key,
        {{ pseudonym('known.inviter_key') }} as inviter_id,
        {{ pseudonym('trees.ancestor') }} as tree_id,
        cast(trees.levels as integer) as depth,
        known.invite_code,
        known.registered_date
    from known
    inner join round_6 as trees on known.user_id = trees.account

)

select * from final
