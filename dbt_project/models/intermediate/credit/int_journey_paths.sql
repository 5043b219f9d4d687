{% set first_day, last_day = training_days() %}

with

{# Most journeys are lost ones, which count within the window alone. #}
counted as (

    select
        conversion_kind,
        path,
        count(*) filter (where ended_date between {{ first_day }} and {{ last_day }}) as conversions,
        0 as nulls,
        1 as credited
    from {{ ref('int_journeys') }}
    where conversion_id is not null
    group by 1, 2

    union all

    select
        conversion_kind,
        path,
        0,
        count(*),
        0
    from {{ ref('int_journeys') }}
    where conversion_id is null and ended_date between {{ first_day }} and {{ last_day }}
    group by 1, 2

),

final as (

    select
        conversion_kind,
        path,
        cast(sum(conversions) as bigint) as conversions,
        cast(sum(nulls) as bigint) as nulls,
        max(credited) = 1 as is_credited
    from counted
    group by 1, 2

)

select * from final
