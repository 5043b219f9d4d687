with

orders as (

    select * from {{ ref('stg_partners__partner_orders') }}
    where status != 'declined'

),

investments as (

    select * from {{ ref('fct_investments') }}

),

claims as (

    select
        channel,
        stat_date as claimed_date,
        '{{ var("platform_conversion_kind") }}' as conversion_kind,
        cast(platform_conversions as double) as conversions,
        cast(null as decimal(18, 2)) as amount
    from {{ ref('fct_spend_daily') }}
    where platform_conversions is not null

    union all

    select
        orders.channel,
        orders.order_date,
        case
            when orders.event_type = 'register_cpa' then 'registration'
            when orders.event_type = 'invest_cps' and investments.investment_number > 1
                then 'repeat_investment'
            else 'first_investment'
        end as conversion_kind,
        cast(1 as double),
        case when orders.event_type != 'register_cpa' then orders.order_amount end
    from orders
    left join investments on orders.our_order_id = investments.order_id

),

final as (

    select
        cast(date_trunc('month', claimed_date) as date) as month,
        channel,
        conversion_kind,
        cast(sum(cast(conversions as decimal(28, 4))) as double) as conversions,
        cast(sum(amount) as decimal(18, 2)) as amount
    from claims
    group by 1, 2, 3

)

select * from final
