with

landed as (

    select
        days.source,
        days.delivery_id,
        days.account_id,
        days.spend_amount,
        days.stat_date,
        covered.delivery_id is not null as is_current,
        case days.level
            when 'campaign' then 1 when 'adgroup' then 2 when 'keyword' then 3
            when 'creative' then 4 else 5
        end as level_rank
    from {{ ref('stg_ads__delivered_days') }} as days
    left join {{ ref('stg_ads__covered_days') }} as covered
        on
            days.delivery_id = covered.delivery_id
            and days._load_id = covered._load_id
            and days.source = covered.source
            and days.account_id = covered.account_id
            and days.level = covered.level
            and days.stat_date = covered.stat_date
    where days.level != 'search_term'

),

counted as (

    select
        *,
        min(level_rank) over (partition by source, delivery_id) as stated_level_rank,
        is_current and level_rank = min(case when is_current then level_rank end) over (
            partition by source, account_id, stat_date
        ) as is_counted
    from landed

),

readable as (

    -- Lakes of earlier versions keep totals as the file has them, thousands separated.
    select
        *,
        try_cast(replace(platform_total_raw, ',', '') as decimal(22, 8)) as stated_number
    from {{ ref('stg_lake__deliveries') }}

),

stated as (

    select
        source,
        delivery_id,
        max({{ yuan('stated_number', 'cost_unit') }}) as stated_amount
    from readable
    where dataset = 'ad_spend' and status = 'loaded'
    group by 1, 2

),

files as (

    select
        counted.source,
        counted.delivery_id,
        stated.stated_amount,
        coalesce(sum(counted.spend_amount) filter (
            where counted.level_rank = counted.stated_level_rank
        ), 0) as landed_amount,
        coalesce(sum(counted.spend_amount) filter (where counted.is_counted), 0) as counted_amount,
        min(counted.stat_date) as first_date,
        max(counted.stat_date) as last_date
    from counted
    left join stated
        on counted.source = stated.source and counted.delivery_id = stated.delivery_id
    group by 1, 2, 3
    having count_if(counted.is_counted) > 0

),

judged as (

    select
        *,
        case
            when stated_amount is null then 'no_total_stated'
            when stated_amount != landed_amount then 'rows_missing'
            when landed_amount != counted_amount then 'replaced_later'
            else 'agrees'
        end as reason,
        cast(date_trunc('month', first_date) as date) as month_start
    from files

),

final as (

    select
        source,
        reason,
        month_start,
        sum(stated_amount) as stated_amount,
        sum(counted_amount) as counted_amount,
        min(first_date) as period_start,
        max(last_date) as period_end
    from judged
    group by 1, 2, 3

)

select * from final
