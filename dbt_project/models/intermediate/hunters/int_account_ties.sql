-- depends_on: {{ ref('int_visitors_touched') }}
with

sightings as (

    select
        user_id,
        'card' as kind,
        card_number_hash as tie_value
    from {{ ref('stg_platform__card_binds') }}
    where card_number_hash is not null and {{ is_touched("'u:' || user_id") }}

    union all

    select
        user_id,
        'device',
        'a:' || anonymous_id
    from {{ ref('int_identities') }}
    where anonymous_id is not null and {{ is_touched("'u:' || user_id") }}

    union all

    select
        user_id,
        'device',
        'd:' || device_id
    from {{ ref('int_registration_places') }}
    where device_id is not null and {{ is_touched("'u:' || user_id") }}

    union all

    select
        user_id,
        'inviter',
        inviter_user_id
    from {{ ref('stg_platform__users') }}
    where inviter_user_id is not null and {{ is_touched("'u:' || user_id") }}

    union all

    select
        user_id,
        'ip_block',
        ip_block_hash
    from {{ ref('int_registration_places') }}
    where ip_block_hash is not null and {{ is_touched("'u:' || user_id") }}

),

final as (

    select distinct
        user_id,
        kind,
        tie_value
    from sightings
    where user_id is not null

)

select * from final
