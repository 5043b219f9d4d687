-- depends_on: {{ ref('int_visitors_touched') }}
with

touches as (

    select * from {{ ref('int_conversions_touched') }}

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
        'linear' as model,
        cast(1 as double) / touches as credit,
        cast((amount_fen - mod(amount_fen, touches)) / touches as bigint)
        + case when touch_number <= mod(amount_fen, touches) then 1 else 0 end as credit_fen
    from touches

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
        credit,
        {{ yuan_of_fen('credit_fen') }} as amount,
        converted_at,
        conversion_date,
        touched_at
    from credited

)

select * from final
