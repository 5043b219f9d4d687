with

delivered as (

    select * from {{ lake('ad_spend') }}

),

typed as (

    select
        source,
        _delivery_id,
        _load_id,
        _row_number,
        channel,
        coalesce(account_id, '') as account_id,
        coalesce(level, '') as level,
        coalesce(campaign_id, '') as campaign_id,
        trim(replace(campaign_name, '[已删除]', '')) as campaign_name,
        adgroup_id,
        keyword_id,
        creative_id,
        device,
        placement,
        {{ yuan('cost_raw', 'cost_unit') }} as spend_amount,
        cast(impressions as bigint) as impressions,
        cast(clicks as bigint) as clicks,
        cast(platform_conversions as decimal(18, 4)) as platform_conversions,
        cast(stat_date as date) as stat_date
    from delivered

),

final as (

    select
        typed.source,
        typed._load_id,
        typed._row_number,
        typed.account_id,
        typed.level,
        typed.campaign_id,
        typed.campaign_name,
        typed.adgroup_id,
        typed.keyword_id,
        typed.creative_id,
        typed.device,
        typed.placement,
        coalesce(typed.channel, named.channel, unnamed.channel, typed.source) as channel,
        typed.spend_amount,
        typed.impressions,
        typed.clicks,
        typed.platform_conversions,
        typed.stat_date
    from typed
    inner join {{ ref('stg_ads__covered_days') }} as covered
        on
            typed._delivery_id = covered.delivery_id
            and typed.source = covered.source
            and typed.account_id = covered.account_id
            and typed.level = covered.level
            and typed.stat_date = covered.stat_date
    left join {{ ref('spend_rules') }} as named
        on
            typed.source = named.source
            and typed.campaign_name like named.campaign_prefix || '%'
    left join {{ ref('spend_rules') }} as unnamed
        on typed.source = unnamed.source and unnamed.campaign_prefix is null

)

select * from final
