with

described as (

    select
        funnel,
        funnel_name,
        funnel_name_zh,
        step_number,
        step,
        cast({{ var('funnel_window_days') }} as integer) as window_days,
        {{ acquisition_step_window('step') }} as step_window_days
    from {{ ref('funnel_steps') }}
    {{ union_own_funnels() }}

),

final as (

    select
        funnel,
        funnel_name,
        funnel_name_zh,
        step_number,
        step,
        window_days,
        cast(step_window_days as integer) as step_window_days
    from described

)

select * from final
