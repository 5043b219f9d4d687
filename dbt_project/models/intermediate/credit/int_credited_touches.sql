-- depends_on: {{ ref('int_visitors_touched') }}

with

conversions as (

    select * from {{ ref('int_conversions_touched') }}

),

channels as (

    select * from {{ ref('int_channels') }}

),

journeys as (

    select
        conversion_kind,
        conversion_id,
        path
    from {{ rows_rebuilt(ref('int_journeys')) }}
    where conversion_id is not null

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
        cast(1 as double) / touches as linear_credit,
        case
            when touches < 3 then cast(1 as double) / touches
            when touch_number in (1, touches) then cast(0.4 as double)
            else cast(0.2 as double) / (touches - 2)
        end as position_credit,
        coalesce(
            weight / nullif(sum(weight) over (partition by conversion_kind, conversion_id), 0), 1
        ) as time_decay_credit
    from weighted

),

floored as (

    select
        {% for model in sharing_models() %}
            floor(amount_fen * {{ model }}_credit) as {{ model }}_least_fen,
            row_number() over (
                partition by conversion_kind, conversion_id
                order by
                    amount_fen * {{ model }}_credit - floor(amount_fen * {{ model }}_credit) desc nulls last,
                    touch_number asc nulls last
            ) as {{ model }}_remainder_rank,
        {% endfor %}
        *
    from shared

),

divided as (

    select
        {% for model in sharing_models() %}
            cast({{ model }}_least_fen as bigint)
            + case
                when {{ model }}_remainder_rank <= amount_fen - sum({{ model }}_least_fen) over by_conversion
                    then 1
                else 0
            end as {{ model }}_fen,
        {% endfor %}
        *
    from floored
    window by_conversion as (partition by conversion_kind, conversion_id)

),

final as (

    select
        divided.conversion_id,
        divided.conversion_kind,
        cast(divided.touch_number as integer) as touch_number,
        divided.visitor_id,
        divided.touchpoint_id,
        divided.channel,
        divided.campaign_id,
        divided.keyword_id,
        divided.city,
        journeys.path,
        divided.amount_fen,
        divided.touch_number = 1 as is_first,
        divided.touch_number = divided.touches as is_last,
        divided.touch_number = coalesce(divided.last_non_direct_number, divided.touches)
            as is_last_non_direct,
        divided.touch_number
        = coalesce(divided.last_paid_number, divided.last_non_direct_number, divided.touches)
            as is_last_paid,
        {% for model in sharing_models() %}
            divided.{{ model }}_credit,
            divided.{{ model }}_fen,
        {% endfor %}
        divided.converted_at,
        divided.conversion_date,
        divided.touched_at
    from divided
    left join journeys
        on
            divided.conversion_kind = journeys.conversion_kind
            and divided.conversion_id = journeys.conversion_id

)

select * from final
