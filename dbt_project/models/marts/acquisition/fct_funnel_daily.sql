with

people as (

    select
        visited_date,
        acquisition_channel,
        reached_step
    from {{ ref('fct_funnel') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

counted as (

    select
        visited_date as entry_date,
        acquisition_channel as channel,
        count(*) as visitors,
        count(*) filter (where reached_step >= 2) as registrations,
        count(*) filter (where reached_step >= 3) as verifications,
        count(*) filter (where reached_step >= 4) as card_bounds,
        count(*) filter (where reached_step >= 5) as fundings,
        count(*) filter (where reached_step >= 6) as first_investments,
        count(*) filter (where reached_step >= 7) as repeat_investments
    from people
    group by 1, 2

),

final as (

    select
        counted.*,
        counted.entry_date + interval '{{ var("funnel_window_days") }}' day
        <= as_of.as_of_date as is_mature
    from counted
    cross join as_of

)

select * from final
