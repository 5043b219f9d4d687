with

delivered as (

    select
        *,
        {{ version_of("''") }} as version
    from {{ lake('annotations') }}

),

ranked as (

    select
        *,
        row_number() over (
            partition by annotation_id order by version desc nulls last
        ) as version_rank
    from delivered

),

final as (

    select
        annotation_id,
        title,
        title_zh,
        kind,
        cast(starts_on as date) as starts_on,
        cast(ends_on as date) as ends_on
    from ranked
    where version_rank = 1

)

select * from final
