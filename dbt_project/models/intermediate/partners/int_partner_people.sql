with

people as (

    select
        visitor_id,
        user_id,
        registered_at
    from {{ ref('int_user_steps_touched') }}
    where registered_at is not null

),

first_orders as (

    select
        user_id,
        min(invested_at) as first_ordered_at
    from {{ ref('stg_platform__investments') }}
    where {{ is_touched("'u:' || user_id", is_kept=false) }}
    group by 1

),

moments as (

    select visitor_id, 'registration' as moment, registered_at as moment_at
    from people

    union all

    select people.visitor_id, 'first_order', first_orders.first_ordered_at
    from people
    inner join first_orders on people.user_id = first_orders.user_id

),

touches as (

    select
        moments.visitor_id,
        moments.moment,
        touchpoints.channel,
        touchpoints.touched_at,
        row_number() over (
            partition by moments.visitor_id, moments.moment
            order by touchpoints.touched_at desc nulls last, touchpoints.touchpoint_id desc nulls last
        ) as touch_rank
    from moments
    inner join {{ ref('int_touchpoints_touched') }} as touchpoints
        on
            moments.visitor_id = touchpoints.visitor_id
            and moments.moment_at >= touchpoints.touched_at
            and moments.moment_at - interval '{{ var("attribution_lookback_days") }}' day
            <= touchpoints.touched_at
    where touchpoints.channel != 'direct' and touchpoints.touchpoint_type != 'partner'

),

channels as (

    select
        visitor_id,
        max(channel) filter (where moment = 'registration') as registration_channel,
        max(touched_at) filter (where moment = 'registration') as registration_touched_at,
        max(channel) filter (where moment = 'first_order') as first_order_channel
    from touches
    where touch_rank = 1
    group by 1

),

final as (

    select
        people.visitor_id,
        people.user_id,
        channels.registration_channel,
        channels.first_order_channel,
        channels.registration_touched_at,
        people.registered_at
    from people
    inner join channels on people.visitor_id = channels.visitor_id

)

select * from final
