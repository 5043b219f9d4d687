with

own as (

    select
        cast(date_trunc('month', conversion_date) as date) as month,
        channel,
        conversion_kind,
        cast(sum(cast(conversions as decimal(28, 15))) as double) as conversions,
        cast(sum(amount) as decimal(18, 2)) as amount
    from {{ ref('fct_channel_credit_daily') }}
    where model = '{{ var("attribution_own_model") }}' and channel != 'unattributed'
    group by 1, 2, 3

),

claims as (

    select * from {{ ref('int_claims') }}

),

lifts as (

    select * from {{ ref('int_measured_lifts') }}

),

told as (

    select month, channel, conversion_kind from own
    union distinct
    select month, channel, conversion_kind from claims
    union distinct
    select month, channel, conversion_kind from lifts

),

final as (

    select
        told.month,
        told.channel,
        told.conversion_kind,
        '{{ var("attribution_own_model") }}' as own_model,
        claims.conversions as claimed_conversions,
        claims.amount as claimed_amount,
        coalesce(own.conversions, 0) as own_conversions,
        own.amount as own_amount,
        lifts.conversions as incremental_conversions,
        lifts.low as incremental_low,
        lifts.high as incremental_high,
        coalesce(channels.channel_role = 'captures', false) as is_demand_capture
    from told
    left join own
        on
            told.month = own.month
            and told.channel = own.channel
            and told.conversion_kind = own.conversion_kind
    left join claims
        on
            told.month = claims.month
            and told.channel = claims.channel
            and told.conversion_kind = claims.conversion_kind
    left join lifts
        on
            told.month = lifts.month
            and told.channel = lifts.channel
            and told.conversion_kind = lifts.conversion_kind
    left join {{ ref('dim_channels') }} as channels on told.channel = channels.channel

)

select * from final
