with

final as (

    select
        steps.funnel,
        steps.visitor_id,
        coalesce(steps.channel, '') as channel,
        coalesce(steps.campaign_id, '') as campaign_id,
        coalesce(steps.keyword_id, '') as keyword_id,
        coalesce(steps.city, '') as city,
        coalesce(steps.device_platform, '') as device_platform,
        coalesce(steps.age_band, '') as age_band,
        case
            when gifts.given_at <= steps.entered_at + funnels.window_days * interval '1' day
                then gifts.promotion_id
            else ''
        end as promotion_id,
        steps.step_number,
        steps.seconds_from_previous,
        steps.seconds_from_entry,
        steps.entry_month
    from {{ ref('int_funnel_steps') }} as steps
    inner join {{ ref('dim_funnels') }} as funnels
        on steps.funnel = funnels.funnel and funnels.step_number = 1
    left join {{ ref('int_first_gifts') }} as gifts on steps.user_id = gifts.user_id

)

select * from final
