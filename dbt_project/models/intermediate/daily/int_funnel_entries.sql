with

sized as (

    select
        *,
        sum(people) over (partition by funnel, breakdown, breakdown_value) as people_of_value
    from {{ ref('int_funnel_month_people') }}

),

ranked as (

    select
        *,
        dense_rank() over (
            partition by funnel, breakdown
            order by people_of_value desc nulls last, breakdown_value asc nulls last
        ) as size_rank
    from sized

),

final as (

    select
        funnel,
        entry_month,
        breakdown,
        breakdown_value,
        size_rank > {{ var('funnel_listed_values') }} as is_rest,
        people
    from ranked

)

select * from final
