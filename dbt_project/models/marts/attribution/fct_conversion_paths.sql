{% set listed = 300 %}

with

counted as (

    select * from {{ ref('int_paths_monthly') }}

),

ranked as (

    select
        *,
        row_number() over (
            partition by month, conversion_kind
            order by conversions desc nulls last, path asc nulls last
        ) as path_rank
    from counted

),

final as (

    select
        month,
        conversion_kind,
        case when path_rank <= {{ listed }} then path else '' end as path,
        path_rank > {{ listed }} as is_rest,
        cast(sum(conversions) as bigint) as conversions
    from ranked
    group by 1, 2, 3, 4

)

select * from final
