with

touches as (

    select * from {{ ref('int_rule_credits') }}
    where model = 'linear'

),

journeys as (

    select * from {{ ref('int_journeys') }}
    where conversion_id is not null

),

weights as (

    select * from {{ source('measured', 'path_weights') }}

),

amounts as (

    select
        order_id as conversion_id,
        {{ fen('amount') }} as amount_fen
    from {{ ref('fct_investments') }}

),

shared as (

    select
        touches.*,
        weights.model as learned_model,
        weights.weight,
        case
            when touches.conversion_kind != 'registration' then amounts.amount_fen
        end as amount_fen
    from touches
    inner join journeys
        on
            touches.conversion_kind = journeys.conversion_kind
            and touches.conversion_id = journeys.conversion_id
    inner join weights
        on
            journeys.conversion_kind = weights.conversion_kind
            and journeys.path = weights.path
            and touches.touch_number = weights.touch_number
    left join amounts on touches.conversion_id = amounts.conversion_id
    where touches.touchpoint_id is not null

),

floored as (

    select
        *,
        floor(amount_fen * weight) as least_fen,
        row_number() over (
            partition by learned_model, conversion_kind, conversion_id
            order by
                amount_fen * weight - floor(amount_fen * weight) desc nulls last,
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
    window by_conversion as (partition by learned_model, conversion_kind, conversion_id)

),

unattributed as (

    select
        touches.*,
        models.model as learned_model
    from touches
    cross join (
        select 'markov' as model
        union all
        select 'shapley' as model
        union all
        select 'leave_one_out' as model
    ) as models
    where touches.touchpoint_id is null

),

final as (

    select
        conversion_id,
        conversion_kind,
        learned_model as model,
        touch_number,
        visitor_id,
        touchpoint_id,
        channel,
        campaign_id,
        keyword_id,
        city,
        weight as credit,
        {{ yuan_of_fen('credit_fen') }} as amount,
        converted_at,
        conversion_date,
        touched_at
    from divided

    union all

    select
        conversion_id,
        conversion_kind,
        learned_model as model,
        touch_number,
        visitor_id,
        touchpoint_id,
        channel,
        campaign_id,
        keyword_id,
        city,
        credit,
        amount,
        converted_at,
        conversion_date,
        touched_at
    from unattributed

)

select * from final
