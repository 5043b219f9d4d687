with

contracted as (

    select distinct channel
    from {{ ref('stg_sheets__partner_contracts') }}

),

final as (

    select
        source,
        channel,
        contract_id as campaign_id,
        owed_amount as spend_amount,
        event_date as stat_date
    from {{ ref('fct_partner_payables') }}
    where owed_amount is not null

    union all

    select
        orders.source,
        orders.channel,
        '' as campaign_id,
        orders.commission_amount as spend_amount,
        orders.order_date as stat_date
    from {{ ref('stg_partners__partner_orders') }} as orders
    left join contracted on orders.channel = contracted.channel
    where contracted.channel is null and orders.status != 'declined'

)

select * from final
