with

scans as (

    select
        code,
        count(*) as scans,
        count(distinct visitor_id) as visitors
    from {{ ref('int_activity_scans') }}
    group by 1

),

money as (

    select
        user_id,
        sum(amount) as invested_amount,
        sum(annualised_amount) as annualised_amount,
        sum(revenue_amount) as revenue_amount
    from {{ ref('fct_investments') }}
    group by 1

),

accounts as (

    select
        coded.code,
        count(*) as registrations,
        count(money.user_id) as first_investments,
        sum(money.invested_amount) as invested_amount,
        sum(money.annualised_amount) as annualised_amount,
        sum(money.revenue_amount) as revenue_amount
    from {{ ref('int_coded_accounts') }} as coded
    left join money on coded.user_id = money.user_id
    group by 1

),

final as (

    select
        codes.code,
        codes.kind,
        codes.activity_id,
        codes.channel,
        codes.team,
        codes.venue,
        coalesce(scans.scans, 0) as scans,
        coalesce(scans.visitors, 0) as visitors,
        coalesce(accounts.registrations, 0) as registrations,
        coalesce(accounts.first_investments, 0) as first_investments,
        cast(coalesce(accounts.invested_amount, 0) as decimal(18, 2)) as invested_amount,
        cast(coalesce(accounts.annualised_amount, 0) as decimal(18, 4)) as annualised_amount,
        cast(coalesce(accounts.revenue_amount, 0) as decimal(18, 4)) as revenue_amount
    from {{ ref('int_activity_codes') }} as codes
    left join scans on codes.code = scans.code
    left join accounts on codes.code = accounts.code
    where codes.kind != 'activity' or scans.code is not null or accounts.code is not null

)

select * from final
