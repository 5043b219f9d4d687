with

delivered as (

    select
        *,
        {{ version_of('updated_at') }} as version
    from {{ lake('card_binds') }}

),

ranked as (

    select
        *,
        row_number() over (
            partition by card_id order by version desc nulls last
        ) as version_rank
    from delivered

),

final as (

    select
        source,
        card_id,
        user_id,
        card_number_hash,
        bank,
        cast(bound_at as timestamp) as bound_at,
        cast(unbound_at as timestamp) as unbound_at,
        coalesce(cast(is_deleted as boolean), false) as is_deleted,
        _load_id,
        version
    from ranked
    where version_rank = 1

)

{{ latest_versions_of_accounts('final', ['card_id']) }}
