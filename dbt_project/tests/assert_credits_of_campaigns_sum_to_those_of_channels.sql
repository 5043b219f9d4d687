-- Those of channels are sums of those of cities.
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
        conversion_date,
        conversion_kind,
        channel,
        {{ added_credits(attribution_models()) }}
    from {{ ref('fct_campaign_credit_daily') }}
    group by 1, 2, 3

),

listed as (

    select
        summed.conversion_date,
        summed.conversion_kind,
        models.model,
        summed.channel,
        {{ of_model(attribution_models(), 'conversions') }} as conversions,
        {{ of_model(attribution_models(), 'amount') }} as amount
    from summed
    cross join {{ models_listed(attribution_models()) }}

),

campaigns as (

    select * from listed
    where conversions is not null

)

select
    channels.*,
    campaigns.conversions as campaign_conversions,
    campaigns.amount as campaign_amount
from channels
full outer join campaigns
    on
        channels.conversion_date = campaigns.conversion_date
        and channels.conversion_kind = campaigns.conversion_kind
        and channels.model = campaigns.model
        and channels.channel = campaigns.channel
where
    coalesce(abs(channels.conversions - campaigns.conversions), 1) > 0.00001
    or channels.amount is distinct from campaigns.amount
