with

summed as (

    select
        coalesce(sum(days.investors), 0) as investors,
        cast(sum(days.revenue_amount) as double) as revenue,
        cast(sum(days.revenue_squared) as double) as revenue_squared
    from {{ ref('int_worth_daily') }} as days
    cross join {{ ref('int_as_of') }} as as_of
    where
        {{ x_days_between('days.registered_date', 'as_of.as_of_date') }}
        >= {{ var('activity_investing_days') }}

),

final as (

    select
        cast(investors as bigint) as investors,
        revenue / nullif(investors, 0) as revenue_mean,
        (revenue_squared - revenue * revenue / nullif(investors, 0)) / nullif(investors - 1, 0)
            as revenue_variance
    from summed

)

select * from final
