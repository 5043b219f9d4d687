with

days as (

    select
        promotion_id,
        arm,
        is_control,
        exposed_date,
        count(*) as people
    from {{ ref('int_promotion_people') }}
    group by 1, 2, 3, 4

),

first_days as (

    select
        promotion_id,
        min(exposed_date) as first_date
    from days
    group by 1

),

reached as (

    select
        days.promotion_id,
        sum(days.people) as people,
        sum(case when days.is_control then days.people else 0 end) as held_out,
        count(distinct case when days.arm <> '' then days.arm end) as arms,
        sum(
            case
                when
                    {{ x_days_between('first_days.first_date', 'days.exposed_date') }} <= 1
                    then days.people
                else 0
            end
        ) as people_at_once
    from days
    inner join first_days on days.promotion_id = first_days.promotion_id
    group by 1

),

spans as (

    select
        promotions.promotion_id,
        promotions.starts_on,
        promotions.ends_on,
        as_of.as_of_date,
        promotions.starts_on - interval '{{ var("promotion_matching_days") }}' day as matched_from,
        promotions.ends_on + interval '{{ var("promotion_after_days") }}' day as after_ends_on
    from {{ ref('dim_promotions') }} as promotions
    cross join {{ ref('int_as_of') }} as as_of

),

final as (

    select
        spans.promotion_id,
        cast(coalesce(reached.people, 0) as bigint) as people,
        coalesce(reached.arms, 0) as arms,
        coalesce(reached.held_out, 0) > 0 as has_control,
        cast(reached.people_at_once as double) / nullif(reached.people, 0) as share_at_once,
        spans.starts_on,
        spans.ends_on,
        spans.as_of_date,
        cast(spans.matched_from as date) as matched_from,
        least(spans.as_of_date, cast(spans.after_ends_on as date)) as window_ends_on
    from spans
    left join reached on spans.promotion_id = reached.promotion_id

)

select * from final
