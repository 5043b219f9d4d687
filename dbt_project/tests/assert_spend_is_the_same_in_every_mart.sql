with

totals as (

    select
        (select coalesce(sum(spend_amount), 0) from {{ ref('fct_spend_daily') }}) as spend_daily,
        (select coalesce(sum(spend_amount), 0) from {{ ref('fct_channel_daily') }})
            as channel_daily,
        (select coalesce(sum(spend_amount), 0) from {{ ref('fct_growth_daily') }}) as growth_daily,
        (
            select coalesce(sum(spend_amount), 0)
            from {{ ref('fct_channel_cohorts') }}
            where age_days = 7
        ) as channel_cohorts

)

select *
from totals
where
    spend_daily != channel_daily
    or spend_daily != growth_daily
    or spend_daily != channel_cohorts
