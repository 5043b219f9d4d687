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
        ) as version_rank,
        coalesce(
            min(nullif(trim(arm), '')) over (partition by grant_id)
            <> max(nullif(trim(arm), '')) over (partition by grant_id),
            false
        ) as is_moved
    from delivered

),

earlier as (

    select
        grant_id,
        nullif(trim(arm), '') as arm,
        {% if is_incremental() %}has_changed_arm{% else %}false as has_changed_arm{% endif %}
    from {{ this if is_incremental() else 'ranked where version_rank = 1' }}

),

final as (

    select
        ranked.source,
        ranked.grant_id,
        ranked.promotion_id,
        ranked.user_id,
        ranked.status,
        ranked.arm,
        cast(ranked.face_raw as decimal(18, 2)) as face_amount,
        cast(ranked.granted_at as timestamp) as granted_at,
        cast(ranked.expires_at as timestamp) as expires_at,
        ranked.is_moved
        or coalesce(
            earlier.has_changed_arm or earlier.arm <> nullif(trim(ranked.arm), ''), false
        ) as has_changed_arm,
        coalesce(cast(ranked.is_deleted as boolean), false) as is_deleted,
        ranked._load_id,
        ranked.version
    from ranked
    left join earlier on ranked.grant_id = earlier.grant_id
    where ranked.version_rank = 1

)

select * from final
{{ is_latest_version('final', ['grant_id']) }}
