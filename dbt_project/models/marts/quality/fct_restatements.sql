{% set today = 2147483647 %}

with

ages as (

    {% for age_days in [1, 3, 7, 30, today] %}
        select {{ age_days }} as age_days
        {{ 'union all' if not loop.last }}
    {% endfor %}

),

deliveries as (

    select
        *,
        {{ x_days_between('stat_date', x_company_date('coalesce(delivered_at, _loaded_at)')) }}
            as delivered_at_age
    from {{ ref('stg_lake__deliveries') }}
    where
        dataset = 'ad_spend'
        and status = 'loaded'
        and coalesce(is_complete, true)
        and coalesce(level, '') != 'search_term'
        and stat_date is not null

),

ranked as (

    select
        deliveries.*,
        ages.age_days,
        row_number() over (
            partition by
                deliveries.source, deliveries.account_id, deliveries.level, deliveries.stat_date,
                ages.age_days
            order by
                deliveries.delivered_at desc nulls last, deliveries._loaded_at desc nulls last,
                deliveries.delivery_id desc nulls last
        ) as delivery_rank
    from deliveries
    inner join ages on deliveries.delivered_at_age <= ages.age_days

),

levels as (

    select
        ranked.source,
        ranked.account_id,
        ranked.stat_date,
        ranked.age_days,
        totals.spend_amount,
        totals.clicks,
        totals.platform_conversions,
        rank() over (
            partition by ranked.source, ranked.account_id, ranked.stat_date, ranked.age_days
            order by
                totals.delivery_id is null,
                case ranked.level
                    when 'campaign' then 1 when 'adgroup' then 2 when 'keyword' then 3
                    when 'creative' then 4 else 5
                end nulls last
        ) as level_rank
    from ranked
    left join {{ ref('stg_ads__delivered_days') }} as totals
        on
            ranked.source = totals.source
            and ranked.delivery_id = totals.delivery_id
            and ranked._load_id = totals._load_id
            and ranked.account_id = totals.account_id
            and ranked.level = totals.level
            and ranked.stat_date = totals.stat_date
    where ranked.delivery_rank = 1

),

known as (

    select
        source,
        stat_date,
        age_days,
        cast(coalesce(sum(spend_amount), 0) as decimal(18, 2)) as spend_amount,
        cast(sum(clicks) as bigint) as clicks,
        cast(sum(platform_conversions) as decimal(18, 4)) as platform_conversions
    from levels
    where level_rank = 1
    group by 1, 2, 3

),

final as (

    select
        latest.source,
        latest.stat_date,
        ages.age_days,
        known.spend_amount,
        known.clicks,
        known.platform_conversions,
        latest.spend_amount as latest_spend_amount,
        latest.clicks as latest_clicks,
        latest.platform_conversions as latest_platform_conversions,
        cast(latest.spend_amount - known.spend_amount as decimal(18, 2)) as moved_spend_amount,
        latest.clicks - known.clicks as moved_clicks,
        cast(latest.platform_conversions - known.platform_conversions as decimal(18, 4))
            as moved_platform_conversions
    from known as latest
    cross join {{ ref('int_as_of') }} as as_of
    inner join ages
        on
            ages.age_days != {{ today }}
            and {{ x_days_between('latest.stat_date', 'as_of.as_of_date') }} >= ages.age_days
    left join known
        on
            latest.source = known.source
            and latest.stat_date = known.stat_date
            and ages.age_days = known.age_days
    where latest.age_days = {{ today }}

)

select * from final
