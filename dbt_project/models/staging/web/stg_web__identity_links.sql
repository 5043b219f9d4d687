with

delivered as (

    select * from {{ lake('identity_links') }}

),

final as (

    select
        anonymous_id,
        user_id,
        _load_id,
        cast(linked_at as timestamp) as linked_at
    from delivered

)

select * from final
