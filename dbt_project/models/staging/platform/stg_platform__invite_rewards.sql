with

delivered as (

    select
        *,
        {{ version_of('updated_at') }} as version
    from {{ lake('invite_rewards') }}

),

ranked as (

    select
        *,
        row_number() over (
            partition by reward_id order by version desc nulls last
        ) as version_rank
    from delivered

),

final as (

    select
        source,
        reward_id,
        inviter_user_id,
        invitee_user_id,
        order_id,
        status,
        cast(amount_raw as decimal(18, 2)) as amount,
        cast(paid_at as timestamp) as paid_at,
        {{ x_company_date('cast(paid_at as timestamp)') }} as paid_date,
        coalesce(cast(is_deleted as boolean), false) as is_deleted,
        _load_id,
        version
    from ranked
    where version_rank = 1

)

select * from final
{{ is_latest_version('final', ['reward_id']) }}
