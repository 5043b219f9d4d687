with

coded as (

    select
        places.ip_block_hash,
        activities.city || ' · ' || activities.venue as place,
        count(*) as accounts
    from {{ ref('int_coded_accounts') }} as accounts
    inner join {{ ref('stg_sheets__activities') }} as activities
        on accounts.activity_id = activities.activity_id
    inner join {{ ref('int_registration_places') }} as places
        on accounts.user_id = places.user_id
    where places.ip_block_hash is not null and activities.city <> '' and activities.venue <> ''
    group by 1, 2

),

shared as (

    select
        *,
        sum(accounts) over (partition by ip_block_hash) as accounts_of_network
    from coded

),

final as (

    select
        ip_block_hash,
        place,
        accounts
    from shared
    where
        accounts >= {{ var('venue_least_accounts') }}
        and accounts >= {{ var('venue_least_share') }} * accounts_of_network

)

select * from final
