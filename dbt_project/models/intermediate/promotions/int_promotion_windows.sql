with

reached as (

    select
        promotion_id,
        count(*) as people,
        count_if(is_control) as held_out,
        count(distinct case when arm <> '' then arm end) as arms
    from {{ ref('int_promotion_people') }}
    group by promotion_id

),

first_days as (

    select
        people.promotion_id,
        min(people.exposed_date) as first_date
    from {{ ref('int_promotion_people') }} as people
    group by people.promotion_id

),

prompt as (

    select
        people.promotion_id,
        count_if({{ x_days_between('first_days.first_date', 'people.exposed_date') }} <= 1)
            as people_at_once
    from {{ ref('int_promotion_people') }} as people
    inner join first_days on people.promotion_id = first_days.promotion_id
    group by people.promotion_id

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
        coalesce(reached.people, 0) as people,
        coalesce(reached.arms, 0) as arms,
        coalesce(reached.held_out, 0) > 0 as has_control,
        cast(coalesce(prompt.people_at_once, 0) as double) / nullif(reached.people, 0)
            as share_at_once,
        spans.starts_on,
        spans.ends_on,
        spans.as_of_date,
        cast(spans.matched_from as date) as matched_from,
        least(spans.as_of_date, cast(spans.after_ends_on as date)) as window_ends_on
    from spans
    left join reached on spans.promotion_id = reached.promotion_id
    left join prompt on spans.promotion_id = prompt.promotion_id

)

select * from final
