with

investors as (

    select
        people.user_id,
        people.registered_date
    from {{ ref('fct_funnel') }} as people
    cross join {{ ref('int_as_of') }} as as_of
    where
        {{ x_days_between('people.registered_date', 'people.first_invested_date') }}
        between 0 and {{ var('activity_investing_days') }}
        and {{ x_days_between('people.registered_date', 'as_of.as_of_date') }}
        >= {{ var('activity_investing_days') }}

),

brought as (

    select
        investors.user_id,
        sum(cast(coalesce(orders.revenue_amount, 0) as double)) as revenue
    from investors
    inner join {{ ref('fct_investments') }} as orders on investors.user_id = orders.user_id
    where
        {{ x_days_between('investors.registered_date', 'orders.invested_date') }}
        <= {{ var('activity_investing_days') }}
    group by 1

),

final as (

    select
        count(*) as investors,
        avg(revenue) as revenue_mean,
        var_samp(revenue) as revenue_variance
    from brought

)

select * from final
