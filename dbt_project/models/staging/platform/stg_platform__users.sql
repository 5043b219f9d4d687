with

delivered as (

    select
        *,
        {{ version_of('updated_at') }} as version
    from {{ lake('users') }}

),

ranked as (

    select
        *,
        row_number() over (
            partition by user_id order by version desc nulls last
        ) as version_rank
    from delivered

),

final as (

    select
        source,
        user_id,
        inviter_user_id,
        phone_hash,
        name_hash,
        {{ merged_code('channel_code') }} as channel_code,
        invite_code,
        city,
        gender,
        platform,
        status,
        cast(birth_year as integer) as birth_year,
        cast(registered_at as timestamp) as registered_at,
        {{ x_company_date('cast(registered_at as timestamp)') }} as registered_date,
        coalesce(cast(is_deleted as boolean), false) as is_deleted,
        _load_id,
        version
    from ranked
    where version_rank = 1

)

select * from final
{{ is_latest_version('final', ['user_id']) }}
