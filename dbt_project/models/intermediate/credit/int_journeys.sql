-- depends_on: {{ ref('int_visitors_touched') }}
with

conversions as (

    select
        *,
        lag(channel) over (
            partition by conversion_kind, conversion_id order by touch_number nulls last
        ) as channel_before
    from {{ ref('int_conversions_touched') }}
    where touchpoint_id is not null

),

people as (

    select * from {{ rows_rebuilt(ref('fct_funnel')) }}

),

touchpoints as (

    select * from {{ ref('int_touchpoints_touched') }}
    where channel is not null

),

last_investments as (

    select
        visitor_id,
        max(invested_at) as last_invested_at
    from {{ rows_rebuilt(ref('fct_investments')) }}
    group by 1

),

converted as (

    select
        visitor_id,
        conversion_kind,
        conversion_id,
        conversion_date as ended_date,
        {{ x_ordered_text('channel', ' > ', 'touch_number') }} as path,
        {{ x_ordered_text(
            'case when channel is distinct from channel_before then channel end', ' > ', 'touch_number'
        ) }} as channels_in_order
    from conversions
    group by 1, 2, 3, 4

),

still_open as (

    select
        people.visitor_id,
        'registration' as conversion_kind,
        cast(null as timestamp) as last_converted_at
    from people
    where people.registered_at is null

    union all

    select
        people.visitor_id,
        case
            when last_investments.last_invested_at is null then 'first_investment'
            else 'repeat_investment'
        end as conversion_kind,
        last_investments.last_invested_at as last_converted_at
    from people
    left join last_investments on people.visitor_id = last_investments.visitor_id

),

later_touches as (

    select
        still_open.visitor_id,
        still_open.conversion_kind,
        touchpoints.touchpoint_id,
        touchpoints.channel,
        touchpoints.touched_at,
        touchpoints.touched_date,
        touchpoints.touch_number,
        max(touchpoints.touched_at) over (
            partition by still_open.visitor_id, still_open.conversion_kind
        ) as last_touched_at
    from still_open
    inner join touchpoints
        on
            still_open.visitor_id = touchpoints.visitor_id
            and (
                still_open.last_converted_at is null
                or still_open.last_converted_at < touchpoints.touched_at
            )

),

lost as (

    select
        visitor_id,
        conversion_kind,
        cast(null as string) as conversion_id,
        max(touched_date) as ended_date,
        {{ x_ordered_text('channel', ' > ', 'touch_number') }} as path,
        cast(null as string) as channels_in_order
    from later_touches
    where touched_at >= last_touched_at - {{ attribution_lookback('conversion_kind') }}
    group by 1, 2

),

final as (

    select * from converted
    union all
    select * from lost

)

select * from final
