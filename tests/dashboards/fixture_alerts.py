"""The small company's log of alerts; see `fixture.py`.

On its last day Baidu generic had 4 registrations where 10 are usual; 3 of the 6 missing ones came
less often, 3 were visitors who did not come.
"""

from __future__ import annotations

# Rule, metric, kind, bound, channel, city, day, outcome, value, usual, low, high, volume, floor,
# what the parts start from, message.
_ANSWERS = """
    values
    ('registrations_low', 'registrations', 'unusual', 'low', 'baidu_generic', '',
        date '2026-05-29', 'fired', 4.0, 10.0, 5.0, 17.0, 10.0, 5.0, 10.0, 'sent'),
    ('registrations_low', 'registrations', 'unusual', 'low', 'outdoor', '',
        date '2026-05-29', 'inside_interval', 5.0, 5.0, 1.0, 11.0, 5.0, 5.0, null, ''),
    ('registrations_low', 'registrations', 'unusual', 'low', 'baidu_generic', '',
        date '2026-05-28', 'inside_interval', 10.0, 10.0, 5.0, 17.0, 10.0, 5.0, null, ''),
    ('registrations_low', 'registrations', 'unusual', 'low', 'outdoor', '',
        date '2026-05-28', 'inside_interval', 5.0, 5.0, 1.0, 11.0, 5.0, 5.0, null, ''),
    ('cac_dear', 'blended_cac', 'above', '150.0', '', '',
        date '2026-05-29', 'inside_interval', 200.0, 150.0, 70.0, 320.0, 6.0, 5.0, null, ''),
    ('chengdu', 'first_investments', 'falls_by', '0.3', '', '成都',
        date '2026-05-29', 'below_floor', 1.0, null, null, null, 1.0, 5.0, null, '')
"""

ALERTS = f"""
create table fct_alerts as
    select alert, channel, city, stat_date,
        cast(stat_date + interval 22 hour as timestamp) as evaluated_at, 'b1' as build_id, metric,
        kind, bound, if(kind = 'falls_by', 'week', '') as against, 1 as days,
        cast(floor as double) as floor, 0.99 as level, stat_date as start_date,
        reason = 'fired' as has_fired, reason, cast(value as double) as value,
        cast(usual as double) as usual, cast(low as double) as low, cast(high as double) as high,
        cast(volume as double) as volume, cast(before as double) as before, '' as occasion_en,
        '' as occasion_zh, stat_date = date '2026-05-29' as is_current, delivery,
        case when delivery = 'sent' then cast(stat_date + interval 23 hour as timestamp) end
            as delivered_at
    from ({_ANSWERS}) as t (alert, metric, kind, bound, channel, city, stat_date, reason, value,
        usual, low, high, volume, floor, before, delivery);

create table fct_alert_parts as
    select alert, channel, city, stat_date, evaluated_at, build_id, channel as part_channel,
        effect, contribution
    from fct_alerts
    cross join (values ('volume', -3.0), ('conversion', -3.0)) as t (effect, contribution)
    where has_fired;
"""
