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
        -- Of revenues that are all the same, rounding may leave less than nothing.
        case
            when investors > 1
                then
                    greatest(revenue_squared - revenue * revenue / investors, cast(0 as double))
                    / (investors - 1)
        end as revenue_variance
    from summed

)

select * from final
