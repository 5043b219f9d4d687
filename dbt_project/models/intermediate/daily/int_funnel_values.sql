with

steps as (

    select * from {{ ref('int_funnel_steps_described') }}
    where step_number > 1

),

breakdowns as (

    select 'company' as breakdown
    union all
    select 'channel' as breakdown
    union all
    select 'campaign' as breakdown
    union all
    select 'keyword' as breakdown
    union all
    select 'city' as breakdown
    union all
    select 'device' as breakdown
    union all
    select 'age_band' as breakdown
    union all
    select 'promotion' as breakdown

),

final as (

    select
        steps.funnel,
        breakdowns.breakdown,
        case breakdowns.breakdown
            when 'channel' then steps.channel
            when 'campaign' then steps.campaign_id
            when 'keyword' then steps.keyword_id
            when 'city' then steps.city
            when 'device' then steps.device_platform
            when 'age_band' then steps.age_band
            when 'promotion' then steps.promotion_id
            else ''
        end as breakdown_value,
        steps.step_number,
        steps.seconds_from_previous,
        steps.seconds_from_entry,
        steps.entry_month
    from steps
    cross join breakdowns

)

select * from final
