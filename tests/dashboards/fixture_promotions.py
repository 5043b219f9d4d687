"""The small company's bonus hunters, invites and activities; see `fixture.py`.

Of its 540 first investors in the last 90 days, 60 score 80: their first investment was on 1 May.
"""

from __future__ import annotations

PROMOTIONS = """
create table fct_hunter_scores as
    with found as (
        select * from (values
            ('baidu_generic', date '2026-03-02', 10, true, 300, 900.0, 1800000.0, 5400.0),
            ('baidu_generic', date '2026-05-01', 80, true, 60, 1200.0, 6000.0, 12.0),
            ('outdoor', date '2026-03-02', 35, false, 90, 0.0, 450000.0, 900.0),
            ('direct', date '2026-03-02', 10, true, 90, 0.0, 450000.0, 900.0)
        ) as t (channel, first_invested_date, score_percent, is_mature, investors,
            subsidy_amount, invested_amount, revenue_amount)
    )
    select 'channel' as breakdown, channel as breakdown_value, * from found
    union all
    select 'promotion', 'PROMO-NEW', * from found where channel = 'baidu_generic'
    union all
    select 'inviter', 'a1b2c3d4e5f6', * from found where score_percent = 80;

create table fct_bonus_hunters as
    select * from (values
        ('0f1e2d3c4b5a', 'c0ffee000001', 'baidu_generic', null, 'a1b2c3d4e5f6', 80, true,
            date '2026-05-01', 20.0, 1, 100.0, true, true, true, true, true, false, true, false),
        ('0f1e2d3c4b5b', null, 'baidu_generic', null, null, 65, false,
            date '2026-05-20', 20.0, 1, 100.0, true, true, true, false, false, false, false, false)
    ) as t (investor, cluster_id, channel, partner, inviter_id, score_percent, is_mature,
        first_invested_date, subsidy_amount, investments, invested_amount, is_smallest,
        is_shortest, is_coupon_carried, has_left, shares_card, shares_device, shares_inviter,
        shares_ip_block);

create table fct_hunter_clusters as
    select * from (values
        ('c0ffee000001', 'baidu_generic', 12, 1, 1, 0, 1, 0, 240.0, 1200.0, date '2026-05-01',
            date '2026-05-03')
    ) as t (cluster_id, first_channel, investors, channels, shared_cards, shared_devices,
        shared_inviters, shared_ip_blocks, subsidy_amount, invested_amount, first_invested_date,
        last_invested_date);

create table fct_inviters as
    select * from (values
        ('a1b2c3d4e5f6', 'account', null, null, date '2026-01-05', 40, 20, 2000.0, 4.0, 1000.0,
            null, 80),
        ('b1b2c3d4e5f6', 'contract', 'Uncle Zhang', 'H7', date '2026-02-05', 10, 5, 50000.0,
            500.0, 0.0, 600.0, null)
    ) as t (inviter_id, inviter_kind, partner, contract_id, registered_date, invited_accounts,
        invited_investors, invited_amount, invited_revenue_amount, reward_amount, owed_amount,
        score_percent);

create table fct_invite_trees as
    select * from (values (1, 10, 5, 50000.0), (3, 40, 20, 2000.0))
        as t (depth, accounts, investors, invested_amount);

create table fct_referral_cohorts as
    select * from (values
        (date '2026-01-01', 1000, 20, 40, 20, 30, 40, true, true),
        (date '2026-05-01', 500, 5, 5, 2, 5, 5, false, false)
    ) as t (registered_month, accounts, inviters, invited_accounts, invited_investors,
        invited_accounts_30, invited_accounts_90, is_mature_30, is_mature_90);

create table fct_reward_scores as
    select * from (values (date '2026-05-10', 80, 10, 750.0), (date '2026-05-11', null, 10, 250.0))
        as t (paid_date, inviter_score_percent, invitee_score_percent, reward_amount);

create table fct_registration_evidence as
    select * from (values
        ('outdoor', 'u1', '9a8b7c6d5e4f', 'fast,silent', 4.0, 3, 12, 0, true, date '2026-05-20',
            date '2026-05-02')
    ) as t (channel, user_id, account, signs, seconds_to_register, registered_hour, device_accounts,
        block_registrations, is_doubtful, paid_date, registered_date);

create table fct_registration_times as
    select * from (values
        ('outdoor', 0, 3, 30, true, date '2026-05-20'),
        ('outdoor', 300, 14, 10, true, date '2026-05-21'),
        ('baidu_generic', 300, 14, 60, false, date '2026-05-20'),
        ('direct', 300, 20, 20, false, date '2026-05-20'),
        ('direct', null, 20, 5, false, date '2026-05-20')
    ) as t (channel, seconds_from, registered_hour, registrations, is_partner, registered_date);

create table fct_activities as
    select * from (values
        ('HD1', 'Spring talk', 'talk', 'outdoor', '北京', 'East Hall', 'North team',
            date '2026-04-02', date '2026-04-02', 500.0, 400.0, 2, 200, 80, 30, 6, 30, 10, 4,
            8000.0, 40.0),
        ('HD2', 'Flyers', 'flyer', 'outdoor', '上海', 'Gate 2', 'South team',
            date '2026-04-20', date '2026-04-22', 300.0, null, 0, null, null, null, null, 5, 1, 0,
            0.0, 0.0)
    ) as t (activity_id, activity_name, activity_type, channel, city, venue, owner, start_date,
        end_date, planned_amount, cost_amount, cost_lines, distributed, attended, scanned,
        told_registrations, scans, registrations, first_investments, invested_amount,
        revenue_amount);

create table fct_activity_codes as
    select * from (values
        ('QR1', 'HD1', 'Red', 'East Hall', 20, 7, 3, 6000.0, 30.0),
        ('QR2', 'HD1', 'Blue', 'Canteen', 10, 3, 1, 2000.0, 10.0),
        ('QR3', 'HD2', 'South team', 'Gate 2', 5, 1, 0, 0.0, 0.0)
    ) as t (code, activity_id, team, venue, scans, registrations, first_investments,
        invested_amount, revenue_amount);

create table dim_cities as
    select * from (values ('北京', 'Beijing', 116.4, 39.91), ('成都', 'Chengdu', 104.07, 30.67))
        as t (city, city_en, longitude, latitude);

create table fct_placements as
    select * from (values
        ('HD1', 'Spring talk', 'activity', 'outdoor', '北京', date '2026-04-02',
            date '2026-04-08', 400.0),
        ('HT1', 'Billboard', 'contract', 'outdoor', '上海', date '2026-05-25',
            date '2026-06-05', 9000.0)
    ) as t (placement_id, placement_name, placement_kind, channel, city, start_date,
        watched_until, cost_amount);

create table fct_place_lifts as
    select * from (values
        ('HD1', 'first_investments', 'lift', 8.0, 2.0, 14.0, 0.02, 12, null, null),
        ('HD1', 'registrations', 'cannot tell', 5.0, -6.0, 16.0, 0.4, 12, null, null),
        ('HT1', 'first_investments', 'cannot tell', null, null, null, null, 12,
            'Its days of watching end on 2026-06-05; data reach to 2026-05-29.',
            '观察期至 2026-06-05，数据仅到 2026-05-29。')
    ) as t (placement_id, metric, verdict, incremental, incremental_low, incremental_high, p,
        controls, refusal_en, refusal_zh);

create table fct_placement_verdicts as
    select * from (values
        ('HD1', 'scale', 'Scale it: it earned 400 yuan net (95 %: 100 to 700).',
            '扩大：净增利润 400 元（95 %：100 至 700）。', 'geo', 'Places.', '地区。',
            8.0, 5.0, 11.0, 100.0, 400.0, 100.0, 700.0, 50.0, 36.4, 80.0, '', ''),
        ('HT1', 'cannot tell', 'People who registered in its days may still invest.',
            '这些日期注册的人仍可能投资。', null, 'Refused.', '无法使用。',
            null, null, null, null, null, null, null, null, null, null, '', '')
    ) as t (placement_id, verdict, verdict_en, verdict_zh, method, why_en, why_zh, investors,
        investors_low, investors_high, revenue_per_investor, net_profit, net_low, net_high,
        cost_per_investor, cost_per_investor_low, cost_per_investor_high, warnings_en, warnings_zh);

create table fct_offline_cities_monthly as
    select * from (values
        ('outdoor', '北京', date '2026-04-01', null, 400.0, 0, 0, 0.0),
        ('outdoor', '北京', date '2026-04-01', 1980, 0.0, 20, 4, 40000.0),
        ('outdoor', '北京', date '2026-04-01', 1990, 0.0, 30, 3, 15000.0)
    ) as t (channel, city, month, birth_decade, spend_amount, registrations, first_investments,
        first_invested_amount);
"""
