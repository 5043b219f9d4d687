with

confirmed as (

    select
        *,
        'u:' || user_id as visitor_id
    from {{ ref('stg_platform__investments') }}
    where status = 'confirmed' and {{ is_touched("'u:' || user_id") }}

),

terms as (

    select
        product_id,
        fee_rate,
        case
            when term_unit = 'months' then cast(term_value as double) / 12
            else cast(term_value as double) / 365
        end as term_years,
        case
            when term_unit = 'months' then cast(round(term_value * 365.0 / 12) as integer)
            else term_value
        end as term_days
    from {{ ref('stg_platform__products') }}

),

annualised as (

    select
        confirmed.order_id,
        confirmed.user_id,
        confirmed.visitor_id,
        confirmed.product_id,
        confirmed.amount,
        confirmed.coupon_amount,
        terms.term_days,
        terms.fee_rate,
        cast(round(cast(confirmed.amount as double) * terms.term_years, 4) as decimal(18, 4))
            as annualised_amount,
        cast(row_number() over (
            partition by confirmed.user_id
            order by confirmed.invested_at nulls last, confirmed.order_id nulls last
        ) as integer) as investment_number,
        confirmed.invested_at
    from confirmed
    left join terms on confirmed.product_id = terms.product_id

),

final as (

    select
        order_id,
        user_id,
        visitor_id,
        product_id,
        amount,
        coupon_amount,
        term_days,
        annualised_amount,
        cast(round(cast(annualised_amount as double) * cast(fee_rate as double), 4) as decimal(18, 4))
            as revenue_amount,
        investment_number,
        invested_at,
        {{ x_company_date('invested_at') }} as invested_date
    from annualised

)

select * from final
