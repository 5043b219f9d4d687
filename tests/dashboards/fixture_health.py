"""The small company's deliveries, rejects, checks and build; see `fixture.py`."""

from __future__ import annotations

HEALTH = """
create table meta_build as
    select * from (values (
        'b1', timestamp '2026-05-29 22:41:00', date '2026-05-29', '1780094460.1', 'Small Company',
        '小公司', 'Asia/Shanghai', 'CNY', 30, 30, 90, 'ok'
    )) as t (build_id, built_at, as_of_date, newest_load_id, company_name, company_name_zh,
        timezone, currency, session_timeout_minutes, attribution_lookback_days,
        funnel_window_days, status);

create table meta_checks as
    select * from (values
        ('unique_dim_channels_channel', 'pass', 0, '', timestamp '2026-05-29 22:40:00'),
        ('assert_spend_is_conserved', 'pass', 0, '', timestamp '2026-05-29 22:40:00'),
        ('assert_no_unknown_channels', 'warn', 1, 'one channel', timestamp '2026-05-29 22:40:00')
    ) as t (check_name, status, failures, message, checked_at);

create table fct_deliveries as
    select 'baidu_sem' as source, 'ad_spend' as dataset, 'd' || strftime(d, '%m%d') as delivery_id,
        'baidu_sem_' || strftime(d, '%Y%m%d') || '.csv' as file_name, '' as file_sha256,
        'acc1' as account_id, 'keyword' as level, strftime(d, '%Y-%m-%d') as stat_date,
        40 as row_count, 0 as rejected_count, null::varchar as platform_total_raw,
        'yuan' as cost_unit, strftime(d, '%m%d') <> '0510' as is_complete, 'loaded' as status,
        null::varchar as reason_en, null::varchar as reason_zh,
        cast(d + interval 30 hour as timestamp) as delivered_at, '1780094460.1' as _load_id,
        timestamp '2026-05-29 22:30:00' as _loaded_at, strftime(d, '%m%d') <> '0510' as is_current
    from generate_series(date '2025-12-01', date '2026-05-29', interval 1 day) as t (d)
    union all
    select * from (values
        ('fanli', 'partner_orders', 'dbad', 'fanli_20260520.xml', '', null, null, null,
            0, 0, null, null, false, 'refused', 'The XML ends in the middle of a line.',
            'XML 文件不完整。', timestamp '2026-05-20 06:00:00', '1780094460.1',
            timestamp '2026-05-29 22:30:00', false),
        ('baidu_sem', 'ad_spend', 'd0502', 'baidu_sem_again.csv', '', null, null, null,
            0, 0, null, null, true, 'duplicate', 'Already loaded.', '已导入过。',
            timestamp '2026-05-21 06:00:00', '1780094460.1',
            timestamp '2026-05-29 22:30:00', false),
        ('fanli', 'partner_orders', 'dearly', 'fanli_20260519.xml', '', null, null, null,
            5, 0, null, null, true, 'loaded', null, null, timestamp '2026-05-19 06:00:00',
            '1780094460.1', timestamp '2026-05-29 22:30:00', true),
        ('fanli', 'partner_orders', 'dgood', 'fanli_20260521.xml', '', null, null, null,
            7, 3, null, null, true, 'loaded', null, null, timestamp '2026-05-21 06:00:00',
            '1780094460.1', timestamp '2026-05-29 22:30:00', true)
    ) as t;

create table fct_rejects as
    select * from (values
        ('fanli', 'partner_orders', 'dgood', 'fanli_20260521.xml', 3, 'commission_raw',
            'not_money', 'Not an amount of money.', '不是金额。', '=HYPERLINK("http://x")',
            '{"commission_raw": "=HYPERLINK"}', '1780094460.1', timestamp '2026-05-29 22:30:00'),
        ('fanli', 'partner_orders', 'dgood', 'fanli_20260521.xml', 4, 'commission_raw',
            'not_money', 'Not an amount of money.', '不是金额。', 'twelve', '{}',
            '1780094460.1', timestamp '2026-05-29 22:30:00'),
        ('fanli', 'partner_orders', 'dgood', 'fanli_20260521.xml', 5, 'order_at',
            'not_instant', 'Not a date and time.', '不是日期时间。', '31/31/2026', '{}',
            '1780094460.1', timestamp '2026-05-29 22:30:00')
    ) as t (source, dataset, delivery_id, _source_file, _row_number, column_name, reason_code,
        reason_en, reason_zh, value, raw_row, _load_id, _loaded_at);

create table fct_source_freshness as
    select * from (values
        ('baidu_sem', timestamp '2026-05-29 22:30:00', date '2026-05-29',
            180, 7160, 0, 0, 1, 1),
        ('fanli', timestamp '2026-05-29 22:30:00', null::date, 2, 12, 3, 1, 0, 0)
    ) as t (source, last_loaded_at, last_stat_date, deliveries, loaded_rows, rejected_rows,
        refused_files, duplicate_files, incomplete_deliveries);

create table fct_restatements as
    select 'baidu_sem' as source, cast(d as date) as stat_date, age_days,
        cast(800 - moved as decimal(18, 2)) as spend_amount,
        cast(800 as decimal(18, 2)) as latest_spend_amount,
        cast(moved as decimal(18, 2)) as moved_spend_amount
    from generate_series(date '2025-12-01', date '2026-05-29', interval 1 day) as days (d)
    cross join (values (1, -80), (3, 16), (7, 4), (30, 0)) as ages (age_days, moved)
    where d + to_days(age_days) <= date '2026-05-29'
    union all
    select 'late_ads', date '2026-04-01', age_days, null, 100, null
    from (values (1), (3), (7), (30)) as ages (age_days);

create table fct_tracking_audit as
    select cast(d as date) as stat_date, channel, campaign_id, campaign_id as campaign_name,
        spend_amount, touchpoints
    from generate_series(date '2025-12-01', date '2026-05-29', interval 1 day) as days (d)
    cross join (values ('baidu_generic', 'c1', 600, 150), ('baidu_generic', 'c2', 200, 0),
        ('outdoor', 'o1', 400, 0), ('direct', '', 0, 60)
    ) as parts (channel, campaign_id, spend_amount, touchpoints)
    where channel <> 'baidu_generic' or d <> date '2026-05-10'
    union all
    select date '2026-05-10', 'baidu_generic', 'c1', 'c1', 0, 150;

create table fct_unmatched_traffic as
    select * from (values
        (date '2026-05-02', 'baidou', 'cpc', '', 70), (date '2026-05-03', 'baidou', 'cpc', '', 20),
        (date '2026-05-03', 'partner', '', '', 30)
    ) as t (stat_date, utm_source, utm_medium, code, sessions);

create table unmatched_suggestions as
    select 'utm_source' as field, 'baidou' as value, 'baidu' as suggestion;

create table fct_code_conflicts as
    select 'CAM7' as code, 'baidu_generic' as channel, 'outdoor' as other_channel,
        'a1' as claimed_by, 'k1' as other_claimed_by;

create table fct_data_quality as
    select * from (values
        ('bot_events', 1200), ('bot_visitors', 30), ('duplicate_events', 15),
        ('unmatched_sessions', 1800), ('shared_anonymous_ids', 4), ('untied_users', 2)
    ) as t (metric, value);
"""
