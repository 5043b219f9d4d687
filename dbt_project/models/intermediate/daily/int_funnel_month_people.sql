-- depends_on: {{ ref('int_funnel_months_changed') }}
with

entries as (

    select * from {{ ref('int_funnel_steps_described') }}
    where step_number = 1 and {{ is_rebuilt() }}

),

final as (

    select
        funnel,
        entry_month,
        case
            when grouping(channel) = 0 then 'channel'
            when grouping(campaign_id) = 0 then 'campaign'
            when grouping(keyword_id) = 0 then 'keyword'
            when grouping(city) = 0 then 'city'
            when grouping(device_platform) = 0 then 'device'
            when grouping(age_band) = 0 then 'age_band'
            when grouping(promotion_id) = 0 then 'promotion'
            else 'company'
        end as breakdown,
        coalesce(
            channel, campaign_id, keyword_id, city, device_platform, age_band, promotion_id, ''
        ) as breakdown_value,
        count(*) as people
    from entries
    group by
        grouping sets (
            (funnel, entry_month),
            (funnel, entry_month, channel),
            (funnel, entry_month, campaign_id),
            (funnel, entry_month, keyword_id),
            (funnel, entry_month, city),
            (funnel, entry_month, device_platform),
            (funnel, entry_month, age_band),
            (funnel, entry_month, promotion_id)
        )

)

select * from final
