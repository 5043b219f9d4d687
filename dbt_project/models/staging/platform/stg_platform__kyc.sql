with

delivered as (

    select
        *,
        {{ version_of('updated_at') }} as version
    from {{ lake('kyc') }}

),

ranked as (

    select
        *,
        row_number() over (partition by kyc_id order by version desc nulls last) as version_rank
    from delivered

),

final as (

    select
        source,
        kyc_id,
        user_id,
        id_number_hash,
        cast(is_valid as boolean) as is_valid,
        cast(verified_at as timestamp) as verified_at,
        coalesce(cast(is_deleted as boolean), false) as is_deleted,
        _load_id,
        version
    from ranked
    where version_rank = 1

)

{{ latest_versions_of_accounts('final', ['kyc_id']) }}
