with

delivered as (

    select * from {{ lake('ad_spend') }}
    where coalesce(level, '') != 'search_term'

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
        {{ exact_yuan('cost_raw', 'cost_unit') }} as exact_amount,
        {{ nearest_fen('cost_raw', 'cost_unit') }} as nearest_amount,
        cast(impressions as bigint) as impressions,
        cast(clicks as bigint) as clicks,
        cast(platform_conversions as decimal(18, 4)) as platform_conversions,
        cast(stat_date as date) as stat_date
    from delivered

),

rounded as (

    select
        *,
        nearest_amount as spend_amount
    from typed
    where exact_amount is not distinct from nearest_amount

    union all

    select
        *,
        cast({{ yuan_adding_up('exact_amount', 'delivered_rows') }} as decimal(18, 2))
            as spend_amount
    from typed
    where exact_amount != nearest_amount
    window delivered_rows as (
        partition by source, _delivery_id, account_id, level
        order by stat_date asc nulls last, _load_id asc nulls last, _row_number asc nulls last
        rows between unbounded preceding and current row
    )

),

final as (

    select
        rounded.source,
        rounded._load_id,
        rounded._row_number,
        rounded.account_id,
        rounded.level,
        rounded.campaign_id,
        rounded.campaign_name,
        rounded.adgroup_id,
        rounded.keyword_id,
        rounded.creative_id,
        rounded.device,
        rounded.placement,
        {{ merged_channel(
            'coalesce(rounded.channel, named.channel, unnamed.channel, rounded.source)'
        ) }} as channel,
        rounded.spend_amount,
        rounded.impressions,
        rounded.clicks,
        rounded.platform_conversions,
        rounded.stat_date
    from rounded
    inner join {{ ref('stg_ads__covered_days') }} as covered
        on
            rounded._delivery_id = covered.delivery_id
            and rounded.source = covered.source
            and rounded.account_id = covered.account_id
            and rounded.level = covered.level
            and rounded.stat_date = covered.stat_date
    left join {{ ref('spend_rules') }} as named
        on
            rounded.source = named.source
            and rounded.campaign_name like named.campaign_prefix || '%'
    left join {{ ref('spend_rules') }} as unnamed
        on rounded.source = unnamed.source and unnamed.campaign_prefix is null

)

select * from final
