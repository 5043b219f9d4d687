with

steps as (

    select
        steps.*,
        case
            when gifts.given_at <= steps.entered_at + funnels.window_days * interval '1' day
                then gifts.promotion_id
        end as promotion_id,
        cast(date_trunc('month', steps.entry_date) as date) as entry_month
    from {{ ref('int_funnel_steps') }} as steps
    inner join {{ ref('dim_funnels') }} as funnels
        on steps.funnel = funnels.funnel and funnels.step_number = 1
    left join {{ ref('int_first_gifts') }} as gifts on steps.user_id = gifts.user_id

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
        coalesce(
            case breakdowns.breakdown
                when 'channel' then steps.channel
                when 'campaign' then steps.campaign_id
                when 'keyword' then steps.keyword_id
                when 'city' then steps.city
                when 'device' then steps.device_platform
                when 'age_band' then steps.age_band
                when 'promotion' then steps.promotion_id
            end, ''
        ) as breakdown_value,
        steps.step_number,
        steps.seconds_from_previous,
        steps.seconds_from_entry,
        steps.entry_month
    from steps
    cross join breakdowns

)

select * from final
