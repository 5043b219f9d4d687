{# Each step in a part of its own: a CTE of people, read by both, would hold all of them. #}
with

happened as (

    select
        city,
        registered_date as stat_date,
        1 as registrations,
        case
            when
                {{ x_days_between('registered_date', 'first_invested_date') }}
                between 0 and {{ var('activity_investing_days') }}
                then 1
            else 0
        end as investors,
        0 as first_investments
    from {{ ref('fct_funnel') }}
    where user_id is not null and city is not null and registered_date is not null

    union all

    select city, first_invested_date, 0, 0, 1
    from {{ ref('fct_funnel') }}
    where user_id is not null and city is not null and first_invested_date is not null

),

final as (

    select
        city,
        stat_date,
        count(*) as steps,
        sum(registrations) as registrations,
        sum(investors) as investors,
        sum(first_investments) as first_investments
    from happened
    group by 1, 2

)

select * from final
