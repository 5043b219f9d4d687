with

components as (

    select 'media' as component, 1 as component_order
    union all
    select 'contract' as component, 2 as component_order
    union all
    select 'partner' as component, 3 as component_order
    union all
    select 'activity' as component, 4 as component_order
    union all
    select 'coupon' as component, 5 as component_order
    union all
    select 'red_packet' as component, 6 as component_order
    union all
    select 'invite_reward' as component, 7 as component_order

),

months as (

    select distinct cast(date_trunc('month', stat_date) as date) as month_start
    from {{ ref('fct_spend_daily') }}

),

spend as (

    select
        cast(date_trunc('month', stat_date) as date) as month_start,
        spend_type as component,
        sum(spend_amount) as spend_amount
    from {{ ref('fct_spend_daily') }}
    group by 1, 2

),

returned as (

    select
        'partner' as component,
        accrued_amount - owed_amount as amount,
        event_date as stat_date
    from {{ ref('fct_partner_payables') }}
    where payable_state = 'reversed'

    union all

    select
        'coupon' as component,
        discount_amount as amount,
        redeemed_date as stat_date
    from {{ ref('stg_platform__coupon_redemptions') }}
    where reversed_at is not null

    union all

    select
        'red_packet' as component,
        amount,
        received_date as stat_date
    from {{ ref('stg_platform__cash_packets') }}
    where received_at is not null and refunded_at is not null

),

taken_back as (

    select
        cast(date_trunc('month', stat_date) as date) as month_start,
        component,
        sum(amount) as taken_back_amount
    from returned
    group by 1, 2

),

joined as (

    select
        months.month_start,
        components.component,
        components.component_order,
        coalesce(taken_back.taken_back_amount, 0) as taken_back_amount,
        coalesce(spend.spend_amount, 0) as spend_amount
    from months
    cross join components
    left join spend
        on months.month_start = spend.month_start and components.component = spend.component
    left join taken_back
        on
            months.month_start = taken_back.month_start
            and components.component = taken_back.component

),

final as (

    select
        component,
        component_order,
        cast(spend_amount + taken_back_amount as decimal(18, 2)) as gross_amount,
        cast(taken_back_amount as decimal(18, 2)) as taken_back_amount,
        cast(spend_amount as decimal(18, 2)) as spend_amount,
        cast((sum(spend_amount) over in_order) - spend_amount as decimal(18, 2)) as opening_amount,
        cast(sum(spend_amount) over in_order as decimal(18, 2)) as closing_amount,
        month_start
    from joined
    window in_order as (
        partition by month_start
        order by component_order nulls last
        rows between unbounded preceding and current row
    )

)

select * from final
