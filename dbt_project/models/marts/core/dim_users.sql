with

people as (

    select * from {{ ref('fct_funnel') }}
    where user_id is not null

),

users as (

    select * from {{ ref('stg_platform__users') }}

),

final as (

    select
        people.user_id,
        people.visitor_id,
        people.registered_at,
        people.registered_date,
        people.city,
        users.birth_year,
        users.gender,
        people.device_platform as platform,
        users.inviter_user_id,
        users.channel_code,
        people.acquisition_channel
    from people
    left join users on people.user_id = users.user_id

)

select * from final
