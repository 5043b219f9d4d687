with

funnels as (

    select * from {{ ref('dim_funnels') }}

),

steps as (

    select * from {{ ref('int_funnel_values') }}

),

entered as (

    select
        funnel,
        breakdown,
        breakdown_value,
        row_number() over (
            partition by funnel, breakdown
            order by count(*) desc nulls last, breakdown_value asc nulls last
        ) as size_rank
    from steps
    where step_number = 1
    group by 1, 2, 3

),

placed as (

    select
        steps.funnel,
        steps.breakdown,
        case when entered.size_rank is null then '' else steps.breakdown_value end as breakdown_value,
        entered.size_rank is null as is_rest,
        steps.step_number,
        steps.seconds_from_previous,
        steps.seconds_from_entry,
        steps.entry_month
    from steps
    left join entered
        on
            steps.funnel = entered.funnel
            and steps.breakdown = entered.breakdown
            and steps.breakdown_value = entered.breakdown_value
            and entered.size_rank <= {{ var('funnel_listed_values') }}

),

reached as (

    select
        funnel,
        breakdown,
        breakdown_value,
        is_rest,
        step_number,
        entry_month,
        count(*) as people,
        percentile_cont(0.5) within group (
            order by seconds_from_previous
        ) as median_seconds_from_previous,
        percentile_cont(0.9) within group (
            order by seconds_from_previous
        ) as p90_seconds_from_previous,
        percentile_cont(0.5) within group (order by seconds_from_entry) as median_seconds_from_entry,
        percentile_cont(0.9) within group (order by seconds_from_entry) as p90_seconds_from_entry
    from placed
    group by 1, 2, 3, 4, 5, 6

),

entries as (

    select
        *,
        cast(entry_month + interval '1' month - interval '1' day as date) as last_date
    from reached
    where step_number = 1

),

value_names as (

    select
        'promotion' as breakdown,
        promotion_id as breakdown_value,
        promotion_name as value_name
    from {{ ref('stg_platform__promotions') }}

    union all

    select
        'campaign',
        campaign_id,
        min(campaign_name)
    from {{ ref('dim_campaigns') }}
    group by 2

),

final as (

    select
        entries.funnel,
        entries.entry_month,
        entries.breakdown,
        entries.breakdown_value,
        coalesce(value_names.value_name, entries.breakdown_value) as value_name,
        entries.is_rest,
        funnels.step_number,
        funnels.step,
        cast(coalesce(reached.people, 0) as bigint) as people,
        reached.median_seconds_from_previous,
        reached.p90_seconds_from_previous,
        case when funnels.step_number > 1 then reached.median_seconds_from_entry end
            as median_seconds_from_entry,
        case when funnels.step_number > 1 then reached.p90_seconds_from_entry end
            as p90_seconds_from_entry,
        entries.last_date + funnels.window_days * interval '1' day
        <= as_of.as_of_date as is_mature
    from entries
    inner join funnels on entries.funnel = funnels.funnel
    cross join {{ ref('int_as_of') }} as as_of
    left join value_names
        on
            entries.breakdown = value_names.breakdown
            and entries.breakdown_value = value_names.breakdown_value
    left join reached
        on
            entries.funnel = reached.funnel
            and entries.entry_month = reached.entry_month
            and entries.breakdown = reached.breakdown
            and entries.breakdown_value = reached.breakdown_value
            and entries.is_rest = reached.is_rest
            and funnels.step_number = reached.step_number

)

select * from final
