with

campaigns as (

    select
        stat_date,
        channel,
        sum(spend_amount) as spend_amount,
        sum(visitors) as visitors,
        sum(registrations) as registrations,
        sum(first_investments) as first_investments
    from {{ ref('fct_campaign_daily') }}
    group by 1, 2

)

select
    coalesce(campaigns.stat_date, channels.stat_date) as stat_date,
    coalesce(campaigns.channel, channels.channel) as channel
from campaigns
full outer join {{ ref('fct_channel_daily') }} as channels
    on campaigns.stat_date = channels.stat_date and campaigns.channel = channels.channel
where
    coalesce(campaigns.spend_amount, 0) != coalesce(channels.spend_amount, 0)
    or coalesce(campaigns.visitors, 0) != coalesce(channels.visitors, 0)
    or coalesce(campaigns.registrations, 0) != coalesce(channels.registrations, 0)
    or coalesce(campaigns.first_investments, 0) != coalesce(channels.first_investments, 0)
