-- depends_on: {{ ref('int_visitors_touched') }}
{% set registration_lookback = attribution_lookback_days('registration') %}
{% set first_investment_lookback = attribution_lookback_days('first_investment') %}
{% set repeat_lookback = attribution_lookback_days('repeat_investment') %}

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

last_touches as (

    select
        visitor_id,
        max(touched_at) as last_touched_at
    from touchpoints
    group by 1

),

still_open as (

    select
        visitor_id,
        'registration' as conversion_kind,
        {{ registration_lookback }} as lookback_days
    from people
    where registered_at is null

    union all

    select
        people.visitor_id,
        'first_investment' as conversion_kind,
        {{ first_investment_lookback }} as lookback_days
    from people
    left join last_investments on people.visitor_id = last_investments.visitor_id
    where last_investments.last_invested_at is null

),

{# One path per person, not per kind of conversion: most people only visited, and have yet to register
   and to invest. #}
paths as (

    {% for days in [registration_lookback, first_investment_lookback] | unique %}
        select
            touchpoints.visitor_id,
            {{ days }} as lookback_days,
            max(touchpoints.touched_date) as ended_date,
            {{ x_ordered_text('touchpoints.channel', ' > ', 'touchpoints.touch_number') }} as path
        from touchpoints
        inner join last_touches on touchpoints.visitor_id = last_touches.visitor_id
        where touchpoints.touched_at >= last_touches.last_touched_at - interval '{{ days }}' day
        group by 1
        {% if not loop.last %} union all {% endif %}
    {% endfor %}

),

lost as (

    select
        still_open.visitor_id,
        still_open.conversion_kind,
        cast(null as string) as conversion_id,
        paths.ended_date,
        paths.path,
        cast(null as string) as channels_in_order
    from still_open
    inner join paths
        on
            still_open.visitor_id = paths.visitor_id
            and still_open.lookback_days = paths.lookback_days

    union all

    select
        touchpoints.visitor_id,
        'repeat_investment' as conversion_kind,
        cast(null as string) as conversion_id,
        max(touchpoints.touched_date) as ended_date,
        {{ x_ordered_text('touchpoints.channel', ' > ', 'touchpoints.touch_number') }} as path,
        cast(null as string) as channels_in_order
    from touchpoints
    inner join last_touches on touchpoints.visitor_id = last_touches.visitor_id
    inner join last_investments on touchpoints.visitor_id = last_investments.visitor_id
    where
        touchpoints.touched_at > last_investments.last_invested_at
        and touchpoints.touched_at
        >= last_touches.last_touched_at - interval '{{ repeat_lookback }}' day
    group by 1

),

final as (

    select * from converted
    union all
    select * from lost

)

select * from final
