{% set first_day, last_day = training_days() %}

with

{# Most journeys are lost ones, which count within the window alone. #}
counted as (

    select
        conversion_kind,
        path,
        sum(
            case when ended_date between {{ first_day }} and {{ last_day }} then conversions else 0 end
        ) as conversions,
        0 as nulls,
        1 as credited
    from {{ ref('int_paths_daily') }}
    where conversions > 0
    group by 1, 2

    union all

    select
        conversion_kind,
        path,
        0,
        sum(journeys - conversions),
        0
    from {{ ref('int_paths_daily') }}
    where journeys > conversions and ended_date between {{ first_day }} and {{ last_day }}
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
