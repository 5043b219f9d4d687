with

visitors_touched as (

    select * from {{ ref('int_visitors_touched') }}

),

people as (

    select * from {{ ref('fct_funnel') }}

),

investments as (

    select * from {{ ref('fct_investments') }}

),

touchpoints as (

    select * from {{ ref('fct_touchpoints') }}

),

conversions as (

    select
        people.user_id as conversion_id,
        'registration' as conversion_kind,
        people.visitor_id,
        people.registered_at as converted_at,
        people.registered_date as conversion_date,
        cast(null as bigint) as amount_fen
    from people
    inner join visitors_touched on people.visitor_id = visitors_touched.visitor_id
    where people.registered_at is not null

    union all

    select
        investments.order_id as conversion_id,
        case
            when investments.investment_number = 1 then 'first_investment'
            else 'repeat_investment'
        end as conversion_kind,
        investments.visitor_id,
        investments.invested_at as converted_at,
        investments.invested_date as conversion_date,
        cast(investments.amount * 100 as bigint) as amount_fen
    from investments
    inner join visitors_touched on investments.visitor_id = visitors_touched.visitor_id

),

touches as (

    select
        conversions.*,
        touchpoints.touchpoint_id,
        coalesce(touchpoints.channel, 'unattributed') as channel,
        touchpoints.campaign_id,
        touchpoints.touched_at,
        row_number() over (
            partition by conversions.conversion_kind, conversions.conversion_id
            order by touchpoints.touched_at nulls last, touchpoints.touchpoint_id nulls last
        ) as touch_number,
        count(*) over (
            partition by conversions.conversion_kind, conversions.conversion_id
        ) as touches
    from conversions
    left join touchpoints
        on
            conversions.visitor_id = touchpoints.visitor_id
            and touchpoints.touched_at <= conversions.converted_at
            and touchpoints.touched_at
            >= conversions.converted_at - interval '{{ var("attribution_lookback_days") }}' day

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
        cast(cast(credit_fen as decimal(16, 0)) * 0.01 as decimal(18, 2)) as amount,
        converted_at,
        conversion_date,
        touched_at
    from credited

)

select * from final
