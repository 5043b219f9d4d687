with

funnels as (

    select * from {{ ref('dim_funnels') }}

),

listed as (

    select
        funnel,
        entry_month,
        breakdown,
        case when is_rest then '' else breakdown_value end as breakdown_value,
        is_rest,
        people
    from {{ ref('int_funnel_entries') }}

),

entries as (

    select
        funnel,
        entry_month,
        breakdown,
        breakdown_value,
        is_rest,
        sum(people) as people,
        cast(entry_month + interval '1' month - interval '1' day as date) as last_date
    from listed
    group by 1, 2, 3, 4, 5

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
        cast(
            case
                when funnels.step_number = 1 then entries.people
                else coalesce(reached.people, 0)
            end as bigint
        ) as people,
        reached.median_seconds_from_previous,
        reached.p90_seconds_from_previous,
        reached.median_seconds_from_entry,
        reached.p90_seconds_from_entry,
        entries.last_date + funnels.window_days * interval '1' day
        <= as_of.as_of_date as is_mature
    from entries
    inner join funnels on entries.funnel = funnels.funnel
    cross join {{ ref('int_as_of') }} as as_of
    left join value_names
        on
            entries.breakdown = value_names.breakdown
            and entries.breakdown_value = value_names.breakdown_value
    left join {{ ref('int_funnel_breakdown_times') }} as reached
        on
            entries.funnel = reached.funnel
            and entries.entry_month = reached.entry_month
            and entries.breakdown = reached.breakdown
            and entries.breakdown_value = reached.breakdown_value
            and entries.is_rest = reached.is_rest
            and funnels.step_number = reached.step_number

)

select * from final
