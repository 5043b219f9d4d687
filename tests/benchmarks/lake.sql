-- The people from `first_visitor` on of a company of `visitors` people over `days` days, who come in
-- the order of their numbers. Chance is a hash of who, what and the seed.
create macro chance(who, what) as
    (hash(who, what, getvariable('seed')) % 1000003) / 1000003.0;
create macro moment(seconds) as
    strftime(getvariable('first_day') - interval 8 hour + interval (seconds) second, '%Y-%m-%d %H:%M:%S');
create macro loaded_at(load_day) as
    getvariable('first_day') + interval (load_day + 1) day - interval 4 hour;
create macro load_of(load_day) as printf('%.7f', epoch(loaded_at(load_day)));
create macro delivery_of(source, dataset, load_day) as
    concat_ws('|', source, dataset, load_of(load_day), getvariable('first_visitor'));
create macro day_of(seconds) as least(floor(seconds / 86400), getvariable('days') - 1)::int;

create table people as
select
    i,
    md5(concat(i, 'device', getvariable('seed'))) as anonymous_id,
    cast(100000000 + i as varchar) as user_id,
    (i + chance(i, 'entry')) / getvariable('visitors') * getvariable('days') * 86400 as entered,
    1 + floor(-ln(1 - chance(i, 'visits')) * 1.1)::int as visits,
    chance(i, 'registers') < 0.12 as registers
from range(getvariable('first_visitor'), getvariable('next_visitor')) as r(i);

create table visits as
select
    *,
    entered + k * (20000 + 700000 * chance(i, concat('gap', k))) as started,
    1 + floor(-ln(1 - chance(i, concat('pages', k))) * 2.6)::int as pages,
    floor(chance(i, concat('way', k)) * 20)::int as way
from (select *, unnest(range(visits)) as k from people);

create table seen as
select
    i, k, j, anonymous_id, registers, way,
    started + j * 70 as secs,
    case
        when registers and k = 0 and j = pages - 1 then 'register'
        when registers and k > 0 and j = 0 then 'login'
        else 'page_view'
    end as event_name,
    case when registers and (k > 0 or j = pages - 1) then user_id end as user_id
from (select *, unnest(range(pages)) as j from visits where started < getvariable('days') * 86400);

create table events as
select
    'events' as source,
    md5(concat(i, '|', k, '|', j)) as event_id,
    event_name,
    moment(secs) as event_at,
    moment(secs + 2) as received_at,
    anonymous_id,
    user_id,
    if(i % 3 = 0, 'ios', 'web') as platform,
    md5(concat('phone', i)) as device_id,
    ['Shanghai', 'Beijing', 'Shenzhen', 'Hangzhou', 'Chengdu'][1 + i % 5] as city,
    'https://www.example.cn' || case
        when j > 0 then '/p/' || (i + j) % 40
        when way < 4 then concat('/lp/s?utm_source=baidu&utm_medium=cpc&utm_campaign=', 8000 + i % 9,
            '&utm_term=', 90000 + i % 400, if(way = 0, '&utm_content=brand', ''), '&bd_vid=', md5(concat(i, k)))
        when way < 8 then concat('/lp/f?utm_source=toutiao&utm_medium=feed&utm_campaign=', 1700 + i % 12,
            '&clickid=', md5(concat(i, k)))
        when way < 10 then concat('/lp/d?utm_source=ipinyou&utm_medium=dsp&utm_campaign=', 20 + i % 5)
        when way < 11 then concat('/lp/c?hw_code=CAM', lpad((i % 60)::varchar, 3, '0'))
        when way < 12 then '/lp/w?utm_source=wechat&utm_medium=social'
        when way < 13 then '/lp/x?utm_source=unknown_' || i % 7
        else '/'
    end as url,
    case
        when j > 0 then 'https://www.example.cn/'
        when way between 13 and 15 then 'https://www.baidu.com/s'
        when way = 16 then 'https://www.zhihu.com/question/' || i % 90
    end as referrer,
    case when way = 10 and j = 0 then 'CAM' || lpad((i % 60)::varchar, 3, '0') end as channel_code,
    if(i % 50 = 0, 'Mozilla/5.0 (compatible; Baiduspider/2.0)',
        'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/' || 100 + i % 30) as user_agent,
    md5(concat('ip', i)) as ip_hash,
    md5(concat('block', i % 5000)) as ip_block_hash,
    '{"page":' || j || ',"title":"p' || (i + j) % 40 || '"}' as props,
    day_of(secs + if(chance(i, concat('late', k, j)) < 0.01, 86400, 0)) as load_day
from seen;
insert into events
select * replace (least(load_day + 1, getvariable('days') - 1) as load_day)
from events where substr(event_id, 1, 2) = '00';

create table users as
select
    'platform' as source, user_id, moment(secs) as registered_at, md5(concat('phone', i)) as phone_hash,
    case when way = 10 then 'CAM' || lpad((i % 60)::varchar, 3, '0') end as channel_code,
    'Shanghai' as city, '1990' as birth_year, 'web' as platform, 'active' as status,
    moment(secs) as updated_at, i, secs, day_of(secs) as load_day
from seen where event_name = 'register';
create table kyc as
select
    source, 'k' || user_id as kyc_id, user_id, 'true' as is_valid, moment(secs + 300) as verified_at,
    moment(secs + 300) as updated_at, i, secs + 300 as secs, day_of(secs + 300) as load_day
from users where chance(i, 'kyc') < 0.75;
create table card_binds as
select
    source, 'c' || user_id as card_id, user_id, 'ICBC' as bank, moment(secs + 60) as bound_at,
    moment(secs + 60) as updated_at, i, secs + 60 as secs, day_of(secs + 60) as load_day
from kyc where chance(i, 'card') < 0.8;
create table recharges as
select
    source, 'r' || user_id as recharge_id, user_id, '5000.00' as amount_raw, 'success' as status,
    moment(secs + 600) as created_at, moment(secs + 660) as confirmed_at,
    moment(secs + 660) as updated_at, i, secs + 660 as secs, day_of(secs + 660) as load_day
from card_binds where chance(i, 'recharge') < 0.8;
create table investments as
select
    source, concat('o', user_id, '_', n) as order_id, user_id, 'p' || i % 6 as product_id,
    concat(100 + floor(chance(i, concat('amount', n)) * 20000)::int, '.00') as amount_raw,
    '10.00' as coupon_raw, if(chance(i, concat('fails', n)) < 0.04, 'failed_bid', 'confirmed') as status,
    moment(secs + 900 + n * 2000000) as invested_at, moment(secs + 960 + n * 2000000) as confirmed_at,
    'web' as platform, moment(secs + 960 + n * 2000000) as updated_at, i,
    secs + 960 + n * 2000000 as secs, day_of(secs + 960 + n * 2000000) as load_day
from (select *, unnest(range(1 + i % 3)) as n from recharges where chance(i, 'invests') < 0.8)
where secs + 960 + n * 2000000 < getvariable('days') * 86400;
create table repayments as
select
    source, order_id, '1' as term_no, user_id, moment(secs + 2592000) as due_at,
    moment(secs + 2592000) as paid_at, amount_raw as principal_raw, '20.00' as interest_raw,
    moment(secs + 2592000) as updated_at, day_of(secs + 2592000) as load_day
from investments where status = 'confirmed' and secs + 2592000 < getvariable('days') * 86400;
create table coupon_redemptions as
select
    source, 'g' || order_id as grant_id, order_id, 'promo' || i % 4 as promotion_id, user_id,
    invested_at as redeemed_at, '10.00' as discount_raw, updated_at, load_day
from investments;
create table products as
select
    'platform' as source, 'p' || p as product_id, 'Product ' || p as product_name,
    cast(30 * (p + 1) as varchar) as term_value, 'days' as term_unit, '0.08' as annual_rate,
    '0.012' as fee_rate, '100.00' as min_amount_raw, moment(0) as updated_at, 0 as load_day
from range(6) as r(p) where getvariable('first_visitor') = 0;
create table spend_contracts as
select
    'spend_contracts' as source, 'OUT' || c as contract_id, '1' as version, 'outdoor' as channel,
    'Outdoor ' || c as description, 'FLAT' as pricing_model, '100000.01' as amount_raw, 'yuan' as amount_unit,
    cast(getvariable('first_day') as date)::varchar as start_date,
    (cast(getvariable('first_day') as date) + 200)::varchar as end_date, 0 as load_day
from range(10) as r(c) where getvariable('first_visitor') = 0;

create table ad_spend as
select
    source, '' as account_id, level, stat_day,
    (cast(getvariable('first_day') as date) + stat_day::int)::varchar as stat_date,
    cast(8000 + n % 9 as varchar) as campaign_id, if(n % 9 = 0, '品牌-', '通用-') || n % 9 as campaign_name,
    cast(n as varchar) as keyword_id, '1000' as impressions, '40' as clicks,
    concat(100 + n, '.', lpad((stat_day % 100)::varchar, 2, '0')) as cost_raw, 'yuan' as cost_unit,
    load_day
from (
    select 'baidu_sem' as source, 'keyword' as level, d as stat_day, unnest(range(200)) as n, d + again as load_day
    from range(getvariable('days')) as r(d), range(2) as s(again)
    union all
    select 'ocean_engine', 'campaign', d, unnest(range(12)), d from range(getvariable('days')) as r(d)
) where load_day < getvariable('days') and getvariable('first_visitor') = 0;
create table deliveries as
select
    source, 'ad_spend' as dataset, delivery_of(source, 'ad_spend', load_day) as delivery_id,
    source || stat_date as file_name, '' as account_id, level, stat_date, count(*) as row_count,
    0::bigint as rejected_count, 'yuan' as cost_unit, true as is_complete, 'loaded' as status,
    getvariable('first_day') + interval (load_day + 1) day as delivered_at, load_day
from ad_spend group by all;
insert into deliveries (source, dataset, delivery_id, row_count, rejected_count, is_complete, status, load_day)
select
    source, 'events', delivery_of(source, 'events', load_day), count(*), 0, true, 'loaded', load_day
from events group by all;
