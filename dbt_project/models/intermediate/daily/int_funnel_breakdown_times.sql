-- depends_on: {{ ref('int_funnel_cells_changed') }}
with

cells as (

    select
        funnel,
        entry_month,
        breakdown,
        case when is_rest then '' else breakdown_value end as breakdown_value,
        breakdown_value as own_value,
        is_rest
    from {{ ref('int_funnel_entries') }}

),

listed as (

    select cells.*
    from cells
    where {{ is_rebuilt('cells') }}

),

-- One breakdown after the other: all of them at once would hold every time of every person eight
-- times in memory.
reached as (

    {% for breakdown, column in [
        ('company', none), ('channel', 'channel'), ('campaign', 'campaign_id'),
        ('keyword', 'keyword_id'), ('city', 'city'), ('device', 'device_platform'),
        ('age_band', 'age_band'), ('promotion', 'promotion_id')
    ] %}
        select
            steps.funnel,
            steps.entry_month,
            '{{ breakdown }}' as breakdown,
            listed.breakdown_value,
            listed.is_rest,
            steps.step_number,
            count(*) as people,
            {{ x_percentiles('steps.seconds_from_previous', [0.5, 0.9]) }} as from_previous,
            {{ x_percentiles('steps.seconds_from_entry', [0.5, 0.9]) }} as from_entry
        from {{ ref('int_funnel_steps_described') }} as steps
        inner join listed
            on
                steps.funnel = listed.funnel
                and steps.entry_month = listed.entry_month
                and {{ 'steps.' ~ column if column else "''" }} = listed.own_value
        where steps.step_number > 1 and listed.breakdown = '{{ breakdown }}'
        group by 1, 2, 4, 5, 6
        {% if not loop.last %}
            union all
        {% endif %}
    {% endfor %}

),

final as (

    select
        funnel,
        entry_month,
        breakdown,
        breakdown_value,
        is_rest,
        step_number,
        people,
        {{ x_item('from_previous', 1) }} as median_seconds_from_previous,
        {{ x_item('from_previous', 2) }} as p90_seconds_from_previous,
        {{ x_item('from_entry', 1) }} as median_seconds_from_entry,
        {{ x_item('from_entry', 2) }} as p90_seconds_from_entry
    from reached

)

select * from final
