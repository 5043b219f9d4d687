with

columns_of_daily as (

    select entry_date, channel, 1 as step_number, visitors as people
    from {{ ref('fct_funnel_daily') }}
    union all
    select entry_date, channel, 2, registrations from {{ ref('fct_funnel_daily') }}
    union all
    select entry_date, channel, 3, verifications from {{ ref('fct_funnel_daily') }}
    union all
    select entry_date, channel, 4, card_bounds from {{ ref('fct_funnel_daily') }}
    union all
    select entry_date, channel, 5, fundings from {{ ref('fct_funnel_daily') }}
    union all
    select entry_date, channel, 6, first_investments from {{ ref('fct_funnel_daily') }}
    union all
    select entry_date, channel, 7, repeat_investments from {{ ref('fct_funnel_daily') }}

),

steps_daily as (

    select * from {{ ref('fct_funnel_steps_daily') }}

),

days_that_differ as (

    select
        'acquisition' as funnel,
        'day' as breakdown,
        coalesce(wide.step_number, long.step_number) as step_number,
        wide.people as people_here,
        long.people as people_there
    from columns_of_daily as wide
    full outer join (select * from steps_daily where funnel = 'acquisition') as long
        on
            wide.entry_date = long.entry_date
            and wide.channel = long.channel
            and wide.step_number = long.step_number
    where wide.people is distinct from long.people

),

months as (

    select
        funnel,
        cast(date_trunc('month', entry_date) as date) as entry_month,
        step_number,
        sum(people) as people
    from steps_daily
    group by 1, 2, 3

),

breakdowns as (

    select
        funnel,
        breakdown,
        entry_month,
        step_number,
        sum(people) as people
    from {{ ref('fct_funnel_breakdowns') }}
    group by 1, 2, 3, 4

),

months_that_differ as (

    select
        breakdowns.funnel,
        breakdowns.breakdown,
        breakdowns.step_number,
        breakdowns.people as people_here,
        months.people as people_there
    from breakdowns
    full outer join months
        on
            breakdowns.funnel = months.funnel
            and breakdowns.entry_month = months.entry_month
            and breakdowns.step_number = months.step_number
    where breakdowns.people is distinct from months.people

)

select * from days_that_differ
union all
select * from months_that_differ
