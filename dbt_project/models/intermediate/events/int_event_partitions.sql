with

deliveries as (

    select * from {{ ref('stg_lake__deliveries') }}
    where
        dataset = 'events' and level = 'visit' and status = 'loaded' and coalesce(is_complete, true)

),

days_of_run as (

    select distinct
        source,
        stat_date
    from {{ ref('stg_lake__deliveries') }}
    where dataset = 'events' and {{ is_new_load() }}

),

days as (

    select
        covered.source,
        cast(covered.stat_date as string) as partition_id,
        covered.delivery_id,
        covered.is_current,
        covered.is_new
    from {{ ref('stg_web__covered_days') }} as covered
    inner join days_of_run
        on covered.source = days_of_run.source and covered.stat_date = days_of_run.stat_date

),

delivered_visits as (

    select distinct
        source,
        partition_id,
        delivery_id
    from {{ ref('stg_web__events') }}
    where
        partition_id like '____-__-__ %'
        and ({{ is_new_file('events') }} or {{ is_file_delivered_again('events') }})

),

moments as (

    select
        source,
        delivery_id,
        _load_id,
        max(delivered_at) as delivered_at
    from deliveries
    group by 1, 2, 3

),

visits as (

    select
        visits.*,
        moments.delivered_at,
        moments._load_id,
        {{ is_new_load('moments._load_id') }} as is_new
    from delivered_visits as visits
    inner join moments
        on visits.source = moments.source and visits.delivery_id = moments.delivery_id

),

ranked_visits as (

    select
        *,
        row_number() over (
            partition by source, partition_id
            order by
                delivered_at desc nulls last, _load_id desc nulls last,
                delivery_id desc nulls last
        ) as delivery_rank,
        row_number() over (
            partition by source, partition_id, is_new
            order by
                delivered_at desc nulls last, _load_id desc nulls last,
                delivery_id desc nulls last
        ) as rank_among_known
    from visits

),

found as (

    select * from days

    union all

    select
        source,
        partition_id,
        delivery_id,
        delivery_rank = 1 as is_current,
        is_new
    from ranked_visits
    where is_new or rank_among_known = 1

),

final as (

    select
        source,
        partition_id,
        delivery_id,
        is_current,
        max(case when is_current and is_new then 1 else 0 end) over (
            partition by source, partition_id
        ) = 1 as is_restated
    from found

)

select * from final
