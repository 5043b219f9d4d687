{% set first_day, last_day = training_days() %}

with

credits as (

    select * from {{ ref('int_credited_touches') }}

),

spend as (

    select
        spend_days.channel,
        sum(spend_days.spend_amount) as spend_amount
    from {{ ref('fct_spend_daily') }} as spend_days
    inner join {{ ref('int_channels') }} as channels on spend_days.channel = channels.channel
    where
        channels.pricing_model != 'PROMOTION'
        and spend_days.stat_date between {{ first_day }} and {{ last_day }}
    group by 1

),

summed as (

    select
        credits.conversion_kind,
        credits.channel,
        {%- for model in one_touch_models() %}
            cast(count(*) filter (where credits.is_{{ model }}) as double) as {{ model }}_conversions,
        {%- endfor %}
        {{ summed_credits(sharing_models()) }}
    from credits
    where
        credits.touchpoint_id is not null
        and credits.conversion_date between {{ first_day }} and {{ last_day }}
    group by 1, 2

),

listed as (

    select
        summed.conversion_kind,
        models.model,
        summed.channel,
        {{ of_model(one_touch_models() + sharing_models(), 'conversions') }} as conversions
    from summed
    cross join {{ models_listed(one_touch_models() + sharing_models()) }}

),

credited as (

    select * from listed
    where conversions > 0

),

models as (

    select distinct
        conversion_kind,
        model
    from credited

),

uncredited as (

    select
        models.conversion_kind,
        models.model,
        spend.channel,
        cast(0 as double) as conversions,
        spend.spend_amount
    from models
    cross join spend
    left join credited
        on
            models.conversion_kind = credited.conversion_kind
            and models.model = credited.model
            and spend.channel = credited.channel
    where credited.channel is null and spend.spend_amount > 0

),

final as (

    select
        credited.conversion_kind,
        credited.model,
        credited.channel,
        credited.conversions,
        coalesce(spend.spend_amount, 0) as spend_amount
    from credited
    left join spend on credited.channel = spend.channel

    union all

    select * from uncredited

)

select * from final
