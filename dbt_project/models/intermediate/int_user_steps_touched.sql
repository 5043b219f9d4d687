with

steps as (

    select
        user_id,
        registered_at,
        cast(null as timestamp) as verified_at,
        cast(null as timestamp) as card_bound_at,
        cast(null as timestamp) as funded_at
    from {{ ref('stg_platform__users') }}
    where {{ is_touched("'u:' || user_id", is_kept=false) }}

    union all

    select
        user_id,
        null,
        verified_at,
        null,
        null
    from {{ ref('stg_platform__kyc') }}
    where is_valid and {{ is_touched("'u:' || user_id", is_kept=false) }}

    union all

    select
        user_id,
        null,
        null,
        bound_at,
        null
    from {{ ref('stg_platform__card_binds') }}
    where {{ is_touched("'u:' || user_id", is_kept=false) }}

    union all

    select
        user_id,
        null,
        null,
        null,
        coalesce(confirmed_at, created_at)
    from {{ ref('stg_platform__recharges') }}
    where status = 'success' and {{ is_touched("'u:' || user_id", is_kept=false) }}

),

final as (

    select
        'u:' || user_id as visitor_id,
        user_id,
        min(registered_at) as registered_at,
        min(verified_at) as verified_at,
        min(card_bound_at) as card_bound_at,
        min(funded_at) as funded_at
    from steps
    group by 2

)

select * from final
