{% set listed = 300 %}

with

journeys as (

    select
        conversion_kind,
        channels_in_order as path,
        cast(date_trunc('month', ended_date) as date) as month
    from {{ ref('int_journeys') }}
    where conversion_id is not null

),

counted as (

    select
        month,
        conversion_kind,
        path,
        count(*) as conversions
    from journeys
    group by 1, 2, 3

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
