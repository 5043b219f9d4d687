-- depends_on: {{ ref('int_visitors_touched') }}
with

conversions as (

    select * from {{ ref('int_conversions_touched') }}

),

channels as (

    select * from {{ ref('int_channels') }}

),

touches as (

    select
        conversions.*,
        max(
            case when conversions.channel != 'direct' then conversions.touch_number end
        ) over by_conversion as last_non_direct_number,
        max(case when channels.is_paid then conversions.touch_number end) over by_conversion
            as last_paid_number,
        max(conversions.touched_at) over by_conversion as last_touched_at
    from conversions
    left join channels on conversions.channel = channels.channel
    window by_conversion as (
        partition by conversions.conversion_kind, conversions.conversion_id
    )

),

weighted as (

    select
        *,
        power(
            cast(2 as double),
            -{{ x_seconds_between('touched_at', 'last_touched_at') }}
            / (86400 * {{ attribution_half_life_days('conversion_kind') }})
        ) as weight
    from touches

),

shared as (

    select
        *,
        'position' as model,
        case
            when touches < 3 then cast(1 as double) / touches
            when touch_number in (1, touches) then cast(0.4 as double)
            else cast(0.2 as double) / (touches - 2)
        end as credit
    from weighted

    union all

    select
        *,
        'time_decay' as model,
        coalesce(
            weight / nullif(sum(weight) over (partition by conversion_kind, conversion_id), 0), 1
        ) as credit
    from weighted

),

floored as (

    select
        *,
        floor(amount_fen * credit) as least_fen,
        row_number() over (
            partition by model, conversion_kind, conversion_id
            order by
                amount_fen * credit - floor(amount_fen * credit) desc nulls last,
                touch_number nulls last
        ) as remainder_rank
    from shared

),

divided as (

    select
        *,
        cast(least_fen as bigint)
        + case
            when remainder_rank <= amount_fen - sum(least_fen) over by_conversion then 1
            else 0
        end as credit_fen
    from floored
    window by_conversion as (partition by model, conversion_kind, conversion_id)

),

credited as (

    select
        *,
        'first' as model,
        cast(1 as double) as credit,
        amount_fen as credit_fen
    from touches
    where touch_number = 1

    union all

    select
        *,
        'last' as model,
        cast(1 as double) as credit,
        amount_fen as credit_fen
    from touches
    where touch_number = touches

    union all

    select
        *,
        'last_non_direct' as model,
        cast(1 as double) as credit,
        amount_fen as credit_fen
    from touches
    where touch_number = coalesce(last_non_direct_number, touches)

    union all

    select
        *,
        'last_paid' as model,
        cast(1 as double) as credit,
        amount_fen as credit_fen
    from touches
    where touch_number = coalesce(last_paid_number, last_non_direct_number, touches)

    union all

    select
        *,
        'linear' as model,
        cast(1 as double) / touches as credit,
        cast((amount_fen - mod(amount_fen, touches)) / touches as bigint)
        + case when touch_number <= mod(amount_fen, touches) then 1 else 0 end as credit_fen
    from touches

),

every_model as (

    select
        conversion_id,
        conversion_kind,
        model,
        touch_number,
        visitor_id,
        touchpoint_id,
        channel,
        campaign_id,
        keyword_id,
        city,
        credit,
        credit_fen,
        converted_at,
        conversion_date,
        touched_at
    from credited

    union all

    select
        conversion_id,
        conversion_kind,
        model,
        touch_number,
        visitor_id,
        touchpoint_id,
        channel,
        campaign_id,
        keyword_id,
        city,
        credit,
        credit_fen,
        converted_at,
        conversion_date,
        touched_at
    from divided

),

final as (

    select
        conversion_id,
        conversion_kind,
        model,
        cast(touch_number as integer) as touch_number,
        visitor_id,
        touchpoint_id,
        channel,
        campaign_id,
        keyword_id,
        city,
        credit,
        {{ yuan_of_fen('credit_fen') }} as amount,
        converted_at,
        conversion_date,
        touched_at
    from every_model

)

select * from final
