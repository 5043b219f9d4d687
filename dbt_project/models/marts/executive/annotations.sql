with

annotations as (

    select * from {{ ref('stg_lake__annotations') }}

),

final as (

    select
        annotation_id,
        starts_on,
        coalesce(ends_on, starts_on) as ends_on,
        title,
        coalesce(title_zh, title) as title_zh,
        kind
    from annotations

)

select * from final
