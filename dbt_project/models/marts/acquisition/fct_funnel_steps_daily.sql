with

funnels as (

    select * from {{ ref('dim_funnels') }}

),

reached as (

    select * from {{ ref('int_funnel_steps_daily') }}

),

entries as (

    select * from reached
    where step_number = 1

),

final as (

    select
        entries.funnel,
        entries.entry_date,
        entries.channel,
        funnels.step_number,
        funnels.step,
        cast(coalesce(reached.people, 0) as bigint) as people,
        entries.entry_date + funnels.window_days * interval '1' day
        <= as_of.as_of_date as is_mature
    from entries
    inner join funnels on entries.funnel = funnels.funnel
    cross join {{ ref('int_as_of') }} as as_of
    left join reached
        on
            entries.funnel = reached.funnel
            and entries.entry_date = reached.entry_date
            and entries.channel = reached.channel
            and funnels.step_number = reached.step_number

)

select * from final
