with

media as (

    select
        *,
        min(level_rank) over (partition by source, account_id, stat_date) as counted_level_rank
    from (
        select
            *,
            case level
                when 'campaign' then 1 when 'adgroup' then 2 when 'keyword' then 3
                when 'creative' then 4 else 5
            end as level_rank
        from {{ ref('stg_ads__ad_spend') }}
    ) as levels

),

parts as (

    select
        stat_date, channel, 'media' as spend_type, source, campaign_id, spend_amount,
        impressions, clicks, platform_conversions
    from media
    where level_rank = counted_level_rank

    union all

    select
        stat_date, channel, 'contract', source, contract_id, spend_amount, null, null, null
    from {{ ref('int_contract_days') }}

    union all

    select
        stat_date, channel, 'partner', source, campaign_id, spend_amount, null, null, null
    from {{ ref('int_partner_spend') }}

    union all

    select
        costs.incurred_date, coalesce(activities.channel, 'unmatched'), 'activity', costs.source,
        costs.activity_id, costs.amount, null, null, null
    from {{ ref('stg_sheets__activity_costs') }} as costs
    left join {{ ref('stg_sheets__activities') }} as activities
        on costs.activity_id = activities.activity_id

    union all

    select
        redeemed_date, 'coupon', 'coupon', source, promotion_id, discount_amount, null, null, null
    from {{ ref('stg_platform__coupon_redemptions') }}
    where reversed_at is null

    union all

    select
        received_date, 'red_packet', 'red_packet', source, promotion_id, amount, null, null, null
    from {{ ref('stg_platform__cash_packets') }}
    where received_at is not null and refunded_at is null

    union all

    select
        paid_date, 'referral', 'invite_reward', source, '', amount, null, null, null
    from {{ ref('stg_platform__invite_rewards') }}
    where status = 'paid' and paid_at is not null

),

final as (

    select
        parts.stat_date,
        parts.channel,
        parts.spend_type,
        parts.source,
        parts.campaign_id,
        cast(sum(parts.spend_amount) as decimal(18, 2)) as spend_amount,
        cast(sum(parts.impressions) as bigint) as impressions,
        cast(sum(parts.clicks) as bigint) as clicks,
        cast(sum(parts.platform_conversions) as decimal(18, 4)) as platform_conversions
    from parts
    cross join {{ ref('int_as_of') }} as as_of
    where parts.stat_date <= as_of.as_of_date
    group by 1, 2, 3, 4, 5

)

select * from final
