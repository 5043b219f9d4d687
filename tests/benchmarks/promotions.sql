-- Accounts, their investments and the gifts of promotions over a year, as staging leaves them.
create table int_as_of as select date '2026-12-31' as as_of_date, '9' as newest_load_id;

create table dim_users as
    select
        'u' || i as user_id, 'c' || i % 300 as city,
        cast(date '2025-01-01' + cast(hash(i) % 700 as integer) as date) as registered_date
    from range($people) as t (i);

create table fct_investments as
    with orders as (
        select
            i, hash(i, 1) % $people as account, hash(i, 2) % 364 as day,
            1000 + hash(i, 3) % 50000 as amount
        from range(cast($people * 5 // 2 as bigint)) as t (i)
    )
    select
        'o' || i as order_id, 'u' || account as user_id, 'p' as product_id, cast(amount as decimal(18, 2)) as amount,
        cast(case hash(i, 4) % 4 when 0 then 7 when 1 then 30 when 2 then 90 else 243 end as integer)
            as term_days,
        cast(amount * 0.25 as decimal(18, 4)) as annualised_amount,
        cast(amount * 0.005 as decimal(18, 4)) as revenue_amount,
        timestamp '2026-01-01 12:00:00' + interval (day) day as invested_at,
        cast(date '2026-01-01' + cast(day as integer) as date) as invested_date,
        cast(row_number() over (partition by account order by day, i) as integer)
            as investment_number
    from orders;

create table stg_platform__products as
    select 'p' as product_id, cast(1000 as decimal(18, 2)) as min_amount;

create table promos as
    select
        p, 'P' || p as promotion_id,
        date '2026-02-15' + cast(hash(p) % 270 as integer) as starts_on,
        case when p % 10 = 0 then 'c' || p % 300 || ',c' || (p + 7) % 300 end as cities,
        p % 10 <> 0 and p % 20 not in (1, 2, 3) as has_control
    from range($promotions) as t (p);

create table stg_sheets__promotion_plans as
    select
        'promotion_plans' as source, promotion_id, 'Promotion ' || p as promotion_name,
        'coupon' as kind, cities, cast(null as varchar) as audience,
        cast(null as varchar) as hypothesis, 'revenue' as metric, cast(null as varchar) as stop_rule,
        cast(null as varchar) as owner, cast(100000 as decimal(18, 2)) as budget_amount,
        cast(1000 as decimal(18, 2)) as activity_cost_amount,
        case when has_control then cast(0.1 as double) end as holdout_share, starts_on, starts_on + 9 as ends_on,
        '1' as _load_id
    from promos;

create table stg_platform__promotions as
    select
        promotion_id, promotion_name, kind, budget_amount,
        cast(starts_on as timestamp) as starts_at, cast(ends_on as timestamp) as ends_at
    from stg_sheets__promotion_plans where false;

create table stg_platform__coupon_grants as
    with drawn as (
        select *, hash(p, k) % $people as account from promos cross join range($each) as t (k)
        where cities is null
    )
    select
        'g' || p || '_' || k as grant_id, promotion_id, 'u' || account as user_id,
        case when has_control then if(hash(p, account) % 10 = 0, 'control', 'coupon') end as arm,
        if(has_control and hash(p, account) % 10 = 0, 'void', if(k % 5 = 0, 'used', 'expired'))
            as status,
        cast(20 as decimal(18, 2)) as face_amount,
        cast(starts_on as timestamp) + interval 8 hour as granted_at,
        cast(starts_on as timestamp) + interval 10 day as expires_at, false as has_changed_arm
    from drawn;

create table stg_platform__coupon_redemptions as
    select
        grant_id, 'o' || hash(grant_id) % ($people * 2) as order_id, promotion_id, user_id,
        granted_at + interval 1 day as redeemed_at, cast(granted_at as date) + 1 as redeemed_date,
        cast(null as timestamp) as reversed_at, face_amount as discount_amount
    from stg_platform__coupon_grants where status = 'used';

create table stg_platform__cash_packets as
    select
        grant_id as packet_id, promotion_id, user_id, face_amount as amount, granted_at as sent_at,
        granted_at as received_at, cast(null as timestamp) as refunded_at
    from stg_platform__coupon_grants where false;
drop table promos;
