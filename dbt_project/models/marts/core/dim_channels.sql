with

known as (

    select * from {{ ref('channels') }}

),

met as (

    select channel from {{ ref('fct_spend_daily') }}
    union distinct
    select channel from {{ ref('channel_rules') }}
    union distinct
    select channel from {{ ref('int_codes') }}
    union distinct
    select channel from {{ ref('stg_partners__partner_orders') }}

),

final as (

    select
        channel,
        channel_name,
        channel_name_zh,
        channel_class,
        pricing_model,
        channel_role,
        is_paid,
        sort_order
    from known

    union all

    select
        met.channel,
        met.channel as channel_name,
        met.channel as channel_name_zh,
        'Unmatched' as channel_class,
        'NONE' as pricing_model,
        'none' as channel_role,
        false as is_paid,
        cast(1000 + row_number() over (order by met.channel nulls last) as integer) as sort_order
    from met
    left join known on met.channel = known.channel
    where known.channel is null

)

select * from final
