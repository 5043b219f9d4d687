with

delivered as (

    select * from {{ lake('ad_spend') }}
    where coalesce(level, '') != 'search_term'

),

parts_of_fen as (

    select
        source,
        _delivery_id,
        _load_id,
        _row_number,
        coalesce(account_id, '') as account_id,
        coalesce(level, '') as level,
        cast(stat_date as date) as stat_date,
        {{ exact_yuan('cost_raw', 'cost_unit') }} as exact_amount
    from {{ lake('ad_spend') }}
    where coalesce(level, '') != 'search_term' and not {{ is_whole_fen('cost_raw', 'cost_unit') }}

),

rounded as (

    select
        _delivery_id,
        _load_id,
        _row_number,
        cast({{ yuan_adding_up('exact_amount', 'delivered_rows') }} as decimal(18, 2))
            as spend_amount
    from parts_of_fen
    window delivered_rows as (
        partition by source, _delivery_id, account_id, level
        order by stat_date asc nulls last, _load_id asc nulls last, _row_number asc nulls last
        rows between unbounded preceding and current row
    )

),

typed as (

    select
        delivered.source,
        delivered._delivery_id,
        delivered._load_id,
        delivered._row_number,
        delivered.channel,
        coalesce(delivered.account_id, '') as account_id,
        coalesce(delivered.level, '') as level,
        coalesce(delivered.campaign_id, '') as campaign_id,
        trim(replace(delivered.campaign_name, '[已删除]', '')) as campaign_name,
        delivered.adgroup_id,
        delivered.keyword_id,
        delivered.creative_id,
        delivered.device,
        delivered.placement,
        coalesce(
            rounded.spend_amount, {{ whole_yuan('delivered.cost_raw', 'delivered.cost_unit') }}
        ) as spend_amount,
        cast(delivered.impressions as bigint) as impressions,
        cast(delivered.clicks as bigint) as clicks,
        cast(delivered.platform_conversions as decimal(18, 4)) as platform_conversions,
        cast(delivered.stat_date as date) as stat_date
    from delivered
    left join rounded
        on
            delivered._load_id = rounded._load_id
            and delivered._delivery_id = rounded._delivery_id
            and delivered._row_number = rounded._row_number

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
        {{ merged_channel(
            'coalesce(typed.channel, named.channel, unnamed.channel, typed.source)'
        ) }} as channel,
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
