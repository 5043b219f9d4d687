"""Promotions of the small company: one that earned, one that lost, one that cannot be told."""

VERDICTS = """
create table dim_promotions as
    select * from (values
        ('P1', 'Newcomer coupon', 'coupon', null, 'New accounts', 'More first investors',
            'first_investments', 'Half the budget lost', 'Team', cast(9000 as decimal(18, 2)),
            cast(0 as decimal(18, 2)), 0.2, true, true, date '2026-03-02', date '2026-03-15'),
        ('P2', 'Anniversary week', 'coupon', null, null, null, null, null, null, 5000, null, 0.2,
            true, true, date '2026-04-06', date '2026-04-12'),
        ('P3', 'Red packets', 'red_packet', null, null, null, 'revenue', null, null, null, null,
            null, false, true, date '2026-05-01', date '2026-05-03'),
        ('P4', 'Old coupon', 'coupon', null, null, null, null, null, null, null, null, 0.5,
            true, true, date '2025-12-02', date '2025-12-08')
    ) as t (promotion_id, promotion_name, kind, cities, audience, hypothesis, metric, stop_rule,
        owner, budget_amount, activity_cost_amount, holdout_share, is_planned, is_recorded,
        starts_on, ends_on);

create table fct_promotion_ledger as
    select promotion_id, arm, arm = 'control' as is_control,
        cast(budget as decimal(18, 2)) as budget_amount, people, case arm when 'control' then 0
            else people end as people_exposed, case arm when 'control' then people else 0 end
            as people_held_out, 0 as people_in_two_arms, granted as coupons_granted,
        cast(granted * 20 as decimal(18, 2)) as coupons_granted_amount, used as coupons_redeemed,
        cast(used * 20 as decimal(18, 2)) as coupons_redeemed_amount,
        granted - used as coupons_expired, cast(20 as decimal(18, 2)) as reversed_amount,
        sent as packets_sent, sent as packets_received,
        cast(sent * 5 as decimal(18, 2)) as packets_received_amount,
        cast(0 as decimal(18, 2)) as packets_refunded_amount,
        cast(used * 20 + sent * 5 as decimal(18, 2)) as cost_amount, used as investments,
        cast(used * 1000 as decimal(18, 2)) as invested_amount,
        cast(used * 500 as decimal(18, 4)) as annualised_amount
    from (values
        ('P1', 'control', 9000, 250, 0, 0, 0), ('P1', 'treatment', 9000, 1000, 1000, 200, 0),
        ('P2', 'control', 5000, 100, 0, 0, 0), ('P2', 'treatment', 5000, 400, 400, 150, 0),
        ('P3', '', null, 300, 0, 0, 300), ('P4', 'treatment', null, 50, 50, 10, 0)
    ) as t (promotion_id, arm, budget, people, granted, used, sent);

create table fct_promotion_overlaps as
    select 'P2' as promotion_id, 'P1' as other_promotion_id, 100 as people_in_common,
        400 as people, 0.25 as common_share;

create table fct_promotion_verdicts as
    select promotion_id, arm, verdict, words as verdict_en, words_zh as verdict_zh, method,
        'Lots were drawn.' as why_en, '随机分组。' as why_zh,
        not_used as not_used_en, not_used as not_used_zh, people, control_people,
        cost as subsidy_amount, cast(null as double) as activity_cost_amount, net as net_profit,
        net - reach as net_low, net + reach as net_high, firsts as first_investors,
        firsts - 10.0 as first_investors_low, firsts + 10.0 as first_investors_high,
        cost / firsts as cost_per_first, cost / firsts as cost_per_first_low,
        cost / firsts as cost_per_first_high, persistence, persistence < 0 as is_borrowed,
        payback as payback_days, 14 as days_during, 30 as days_after,
        case when persistence < 0 then 'It borrowed from later.' else '' end as warnings_en,
        case when persistence < 0 then '提前消费。' else '' end as warnings_zh,
        'Nothing was registered.' as registered_en, '没有登记。' as registered_zh
    from (values
        ('P1', 'treatment', 'scale', 'Scale it: it earned 6,000 yuan net.', '扩大：净增 6,000 元。',
            'randomised', '', 1000, 250, 4000.0, 6000.0, 2000.0, 80.0, 0.5, 9),
        ('P2', 'treatment', 'stop', 'Stop it: it lost 3,000 yuan net.', '停止：净亏 3,000 元。',
            'randomised', '', 400, 100, 3000.0, -3000.0, 1500.0, null, -0.9, null),
        ('P3', '', 'cannot tell', 'Cannot tell.', '无法判断。', null, 'Only 3 days lie before.',
            300, 0, 1500.0, null, null, null, null, null),
        ('P4', 'treatment', 'scale', 'Scale it.', '扩大。', 'randomised', '', 50, 50, 200.0, 900.0,
            400.0, 5.0, 0.1, 3)
    ) as t (promotion_id, arm, verdict, words, words_zh, method, not_used, people, control_people,
        cost, net, reach, firsts, persistence, payback);

create table fct_promotion_effects as
    select 'P1' as promotion_id, 'treatment' as arm, cast(d as date) as stat_date,
        case when d <= date '2026-03-15' then 600.0 else 50.0 end as effect,
        effect - 100 as low, effect + 100 as high, 9000.0 as cumulative
    from generate_series(date '2026-03-02', date '2026-04-14', interval 1 day) as t (d);

create table fct_promotion_memory as
    select promotion_id, 'treatment' as arm, 'coupon' as kind, effect, 0.3 as se,
        effect * 0.8 as shrunk, effect * 0.8 - 0.5 as shrunk_low, effect * 0.8 + 0.5 as shrunk_high,
        1.5 as kind_mean, -1.2 as kind_low, 4.5 as kind_high
    from (values ('P1', 1.5), ('P2', -1.0), ('P4', 4.5)) as t (promotion_id, effect);
"""
