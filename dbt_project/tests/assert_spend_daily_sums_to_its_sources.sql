with

as_of as (

    select * from {{ ref('int_as_of') }}

),

levels as (

    select source
    from {{ ref('stg_ads__ad_spend') }}
    group by 1
    having count(distinct level) = 1

),

sources as (

    select
        'media' as spend_type,
        sum(spend.spend_amount) as spend_amount
    from {{ ref('stg_ads__ad_spend') }} as spend
    inner join levels on spend.source = levels.source

    union all

    select
        'contract' as spend_type,
        sum(contracts.amount) as spend_amount
    from {{ ref('stg_sheets__spend_contracts') }} as contracts
    inner join as_of on contracts.end_date <= as_of.as_of_date

    union all

    select
        'partner' as spend_type,
        sum(spend_amount) as spend_amount
    from {{ ref('int_partner_spend') }}

    union all

    select
        'coupon' as spend_type,
        sum(discount_amount) as spend_amount
    from {{ ref('stg_platform__coupon_redemptions') }}
    where reversed_at is null

),

counted as (

    select
        spend.spend_type,
        sum(spend.spend_amount) as spend_amount
    from {{ ref('fct_spend_daily') }} as spend
    cross join as_of
    left join {{ ref('stg_sheets__spend_contracts') }} as contracts
        on
            spend.spend_type = 'contract'
            and spend.source = contracts.source
            and spend.campaign_id = contracts.contract_id
    left join levels on spend.source = levels.source
    where
        spend.spend_type = 'media' and levels.source is not null
        or spend.spend_type = 'contract' and contracts.end_date <= as_of.as_of_date
        or spend.spend_type not in ('media', 'contract')
    group by 1

)

select
    sources.*,
    counted.spend_amount as counted_amount
from sources
left join counted on sources.spend_type = counted.spend_type
where coalesce(sources.spend_amount, 0) != coalesce(counted.spend_amount, 0)
