with

users as (

    select substr(visitor_id, 3) as user_id
    from {{ ref('int_visitors_touched') }}
    where visitor_id like 'u:%'

    union distinct

    select investments.user_id
    from {{ ref('stg_platform__investments') }} as investments
    inner join {{ ref('stg_lake__money_moved') }} as moved on investments.order_id = moved.order_id

    union distinct

    select user_id
    from {{ ref('stg_lake__money_moved') }}

    union distinct

    select published_user_id
    from {{ ref('stg_platform__withdrawals') }}
    where {{ is_new_load() }}

),

final as (

    select user_id
    from users
    where user_id is not null

)

select * from final
