with

delivered as (

    select
        *,
        {{ version_of('updated_at') }} as version
    from {{ lake('coupon_grants') }}

),

ranked as (

    select
        *,
        row_number() over (
            partition by grant_id order by version desc nulls last
        ) as version_rank
    from delivered

),

final as (

    select
        source,
        grant_id,
        promotion_id,
        user_id,
        status,
        arm,
        cast(face_raw as decimal(18, 2)) as face_amount,
        cast(granted_at as timestamp) as granted_at,
        cast(expires_at as timestamp) as expires_at,
        coalesce(cast(is_deleted as boolean), false) as is_deleted,
        _load_id,
        version
    from ranked
    where version_rank = 1

)

select * from final
{{ is_latest_version('final', ['grant_id']) }}
