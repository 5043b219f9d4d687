with

delivered as (

    select
        *,
        {{ version_of('updated_at') }} as version
    from {{ lake('withdrawals') }}

),

ranked as (

    select
        *,
        row_number() over (
            partition by withdrawal_id order by version desc nulls last
        ) as version_rank
    from delivered

),

final as (

    select
        source,
        withdrawal_id,
        user_id,
        status,
        cast(amount_raw as decimal(18, 2)) as amount,
        cast(created_at as timestamp) as created_at,
        cast(confirmed_at as timestamp) as confirmed_at,
        coalesce(cast(is_deleted as boolean), false) as is_deleted,
        _load_id,
        version
    from ranked
    where version_rank = 1

)

{{ latest_versions_of_accounts('final', ['withdrawal_id']) }}
