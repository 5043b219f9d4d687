with

people as (

    select * from {{ rows_rebuilt(ref('fct_funnel')) }}

),

investments as (

    select * from {{ rows_rebuilt(ref('fct_investments')) }}

),

touchpoints as (

    select * from {{ ref('int_touchpoints_touched') }}
    where channel is not null

),

conversions as (

    select
        people.user_id as conversion_id,
        'registration' as conversion_kind,
        people.visitor_id,
        cast(null as bigint) as amount_fen,
        people.registered_at as converted_at,
        people.registered_date as conversion_date
    from people
    where people.registered_at is not null

    union all

    select
        investments.order_id as conversion_id,
        case
            when investments.investment_number = 1 then 'first_investment'
            else 'repeat_investment'
        end as conversion_kind,
        investments.visitor_id,
        {{ fen('investments.amount') }} as amount_fen,
        investments.invested_at as converted_at,
        investments.invested_date as conversion_date
    from investments

),

final as (

    select
        conversions.*,
        touchpoints.touchpoint_id,
        coalesce(touchpoints.channel, 'unattributed') as channel,
        touchpoints.campaign_id,
        touchpoints.keyword_id,
        touchpoints.city,
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
            and conversions.converted_at >= touchpoints.touched_at
            and conversions.converted_at - {{ attribution_lookback('conversions.conversion_kind') }}
            <= touchpoints.touched_at

)

select * from final
