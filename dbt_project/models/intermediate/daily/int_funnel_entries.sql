with

entries as (

    select * from {{ ref('int_funnel_steps_described') }}
    where step_number = 1

),

counted as (

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

),

sized as (

    select
        *,
        sum(people) over (partition by funnel, breakdown, breakdown_value) as people_of_value
    from counted

),

ranked as (

    select
        *,
        dense_rank() over (
            partition by funnel, breakdown
            order by people_of_value desc nulls last, breakdown_value asc nulls last
        ) as size_rank
    from sized

),

final as (

    select
        funnel,
        entry_month,
        breakdown,
        breakdown_value,
        size_rank > {{ var('funnel_listed_values') }} as is_rest,
        people
    from ranked

)

select * from final
