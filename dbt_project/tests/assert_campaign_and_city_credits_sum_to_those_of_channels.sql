with

channels as (

    select
        conversion_date,
        conversion_kind,
        model,
        channel,
        conversions,
        amount
    from {{ ref('fct_channel_credit_daily') }}

),

summed as (

    select
        'campaign' as part,
        conversion_date,
        conversion_kind,
        channel,
        {{ added_credits(attribution_models()) }}
    from {{ ref('fct_campaign_credit_daily') }}
    group by 1, 2, 3, 4

    union all

    select
        'city' as part,
        conversion_date,
        conversion_kind,
        channel,
        {{ added_credits(attribution_models()) }}
    from {{ ref('fct_city_credit_daily') }}
    group by 1, 2, 3, 4

),

parts as (

    select
        summed.part,
        summed.conversion_date,
        summed.conversion_kind,
        models.model,
        summed.channel,
        {{ of_model(attribution_models(), 'conversions') }} as conversions,
        {{ of_model(attribution_models(), 'amount') }} as amount
    from summed
    cross join {{ models_listed(attribution_models()) }}

),

wanted as (

    select
        channels.*,
        part_names.part
    from channels
    cross join (
        select 'campaign' as part
        union all
        select 'city' as part
    ) as part_names

)

select
    wanted.*,
    parts.conversions as part_conversions,
    parts.amount as part_amount
from wanted
full outer join (select * from parts where conversions is not null) as parts
    on
        wanted.part = parts.part
        and wanted.conversion_date = parts.conversion_date
        and wanted.conversion_kind = parts.conversion_kind
        and wanted.model = parts.model
        and wanted.channel = parts.channel
where
    coalesce(abs(wanted.conversions - parts.conversions), 1) > 0.00001
    or wanted.amount is distinct from parts.amount
