with

known as (

    select * from {{ ref('int_channels') }}

),

met as (

    select
        channel,
        true as is_paid
    from {{ ref('fct_spend_daily') }}
    where channel is not null

    union all

    select
        channel,
        true as is_paid
    from {{ ref('stg_partners__partner_orders') }}
    where channel is not null

    union all

    select
        channel,
        false as is_paid
    from {{ ref('int_channel_rules') }}

    union all

    select
        channel,
        false as is_paid
    from {{ ref('int_codes') }}
    where channel is not null

),

unnamed as (

    select
        met.channel,
        bool_or(met.is_paid) as is_paid
    from met
    left join known on met.channel = known.channel
    where known.channel is null
    group by 1

),

final as (

    select
        channel,
        channel_name,
        channel_name_zh,
        channel_class,
        platform,
        medium,
        pricing_model,
        channel_role,
        owner,
        is_paid,
        sort_order
    from known

    union all

    select
        channel,
        channel as channel_name,
        channel as channel_name_zh,
        'Other' as channel_class,
        cast(null as string) as platform,
        cast(null as string) as medium,
        'NONE' as pricing_model,
        'none' as channel_role,
        cast(null as string) as owner,
        is_paid,
        cast(1000 + row_number() over (order by channel nulls last) as integer) as sort_order
    from unnamed

)

select * from final
