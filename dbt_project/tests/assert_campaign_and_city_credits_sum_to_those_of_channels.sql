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

parts as (

    select
        'campaign' as part,
        conversion_date,
        conversion_kind,
        model,
        channel,
        sum(conversions) as conversions,
        sum(amount) as amount
    from {{ ref('fct_campaign_credit_daily') }}
    group by 1, 2, 3, 4, 5

    union all

    select
        'city' as part,
        conversion_date,
        conversion_kind,
        model,
        channel,
        sum(conversions) as conversions,
        sum(amount) as amount
    from {{ ref('fct_city_credit_daily') }}
    group by 1, 2, 3, 4, 5

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
full outer join parts
    on
        wanted.part = parts.part
        and wanted.conversion_date = parts.conversion_date
        and wanted.conversion_kind = parts.conversion_kind
        and wanted.model = parts.model
        and wanted.channel = parts.channel
where
    coalesce(abs(wanted.conversions - parts.conversions), 1) > 0.00001
    or wanted.amount is distinct from parts.amount
