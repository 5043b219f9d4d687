with

accounts as (

    select
        user_id,
        registered_date,
        cast(date_trunc('month', registered_date) as date) as registered_month
    from {{ ref('stg_platform__users') }}
    where registered_date is not null

),

invites as (

    select
        invites.inviter_user_id,
        accounts.registered_month,
        scores.user_id is not null as is_investor,
        {{ x_days_between('accounts.registered_date', 'invites.registered_date') }} as age_days
    from {{ ref('int_invites') }} as invites
    inner join accounts on invites.inviter_user_id = accounts.user_id
    left join {{ ref('int_investor_scores') }} as scores on invites.user_id = scores.user_id

),

brought as (

    select
        registered_month,
        count(distinct inviter_user_id) as inviters,
        count(*) as invited_accounts,
        count_if(is_investor) as invited_investors,
        count_if(age_days <= 30) as invited_accounts_30,
        count_if(age_days <= 90) as invited_accounts_90,
        count_if(age_days <= 90 and is_investor) as invited_investors_90
    from invites
    group by 1

),

sizes as (

    select
        registered_month,
        count(*) as accounts,
        max(registered_date) as last_registered_date
    from accounts
    group by 1

),

final as (

    select
        sizes.registered_month,
        sizes.accounts,
        coalesce(brought.inviters, 0) as inviters,
        cast(coalesce(brought.invited_accounts, 0) as bigint) as invited_accounts,
        cast(coalesce(brought.invited_investors, 0) as bigint) as invited_investors,
        cast(coalesce(brought.invited_accounts_30, 0) as bigint) as invited_accounts_30,
        cast(coalesce(brought.invited_accounts_90, 0) as bigint) as invited_accounts_90,
        cast(coalesce(brought.invited_investors_90, 0) as bigint) as invited_investors_90,
        {{ x_days_between('sizes.last_registered_date', 'as_of.as_of_date') }} >= 30 as is_mature_30,
        {{ x_days_between('sizes.last_registered_date', 'as_of.as_of_date') }} >= 90 as is_mature_90
    from sizes
    cross join {{ ref('int_as_of') }} as as_of
    left join brought on sizes.registered_month = brought.registered_month

)

select * from final
