with

media as (

    select
        *,
        min(level_rank) over account_day as counted_rank,
        coalesce(
            max(case when level_rank in (2, 3) then level_rank end) over account_day,
            min(level_rank) over account_day
        ) as detail_rank
    from (
        select
            *,
            case level
                when 'campaign' then 1 when 'adgroup' then 2 when 'keyword' then 3
                when 'creative' then 4 else 5
            end as level_rank
        from {{ ref('stg_ads__ad_spend') }}
    ) as levels
    window account_day as (partition by source, account_id, stat_date)

),

parts as (

    select
        stat_date,
        channel,
        source,
        campaign_id,
        coalesce(adgroup_id, '') as adgroup_id,
        coalesce(keyword_id, '') as keyword_id,
        spend_amount,
        impressions,
        clicks
    from media
    where level_rank = detail_rank

    union all

    select
        stat_date,
        channel,
        source,
        campaign_id,
        '' as adgroup_id,
        '' as keyword_id,
        case when level_rank = counted_rank then spend_amount else -spend_amount end as spend_amount,
        case when level_rank = counted_rank then impressions else -impressions end as impressions,
        case when level_rank = counted_rank then clicks else -clicks end as clicks
    from media
    where counted_rank != detail_rank and level_rank in (counted_rank, detail_rank)

    union all

    select
        stat_date,
        channel,
        source,
        campaign_id,
        '' as adgroup_id,
        '' as keyword_id,
        spend_amount,
        impressions,
        clicks
    from {{ ref('fct_spend_daily') }}
    where spend_type != 'media'

),

final as (

    select
        parts.stat_date,
        parts.channel,
        parts.source,
        parts.campaign_id,
        parts.adgroup_id,
        parts.keyword_id,
        cast(sum(parts.spend_amount) as decimal(18, 2)) as spend_amount,
        cast(sum(parts.impressions) as bigint) as impressions,
        cast(sum(parts.clicks) as bigint) as clicks
    from parts
    cross join {{ ref('int_as_of') }} as as_of
    where parts.stat_date <= as_of.as_of_date
    group by 1, 2, 3, 4, 5, 6
    having sum(parts.spend_amount) != 0 or sum(parts.impressions) > 0 or sum(parts.clicks) > 0

)

select * from final
