"""Two funnels of the small company, and how its devices were put together.

In March, which is mature, and in April 100 people enter each funnel and 80 take its last step.
"""

FUNNELS = """
create table dim_funnels as
    select * from (values
        ('acquisition', 'Visit to repeat investment', '从访问到复投', 1, 'visit', 90),
        ('acquisition', 'Visit to repeat investment', '从访问到复投', 2, 'registration', 90),
        ('checked', 'Registration to check', '注册到实名', 1, 'registration', 30),
        ('checked', 'Registration to check', '注册到实名', 2, 'verification', 30)
    ) as t (funnel, funnel_name, funnel_name_zh, step_number, step, window_days);

create table fct_funnel_steps_daily as
    select funnel, entry_date, channel, step_number, step,
        case step_number when 1 then visitors else registrations end as people,
        entry_date + window_days <= date '2026-05-29' as is_mature
    from fct_funnel_daily
    cross join dim_funnels;

create table fct_funnel_breakdowns as
    select funnel, entry_month, breakdown, breakdown_value, value_name, is_rest, step_number, step,
        case when step_number = 1 then entered else reached end as people,
        case when step_number = 2 then median_hours * 3600.0 end as median_seconds_from_previous,
        case when step_number = 2 then p90_hours * 3600.0 end as p90_seconds_from_previous,
        case when step_number = 2 then median_hours * 3600.0 end as median_seconds_from_entry,
        entry_month < date '2026-04-01' as is_mature
    from dim_funnels
    cross join (values (date '2026-03-01'), (date '2026-04-01')) as months (entry_month)
    cross join (values
        ('company', '', '', false, 100, 80, 1.5, 30.0),
        ('channel', 'outdoor', 'outdoor', false, 60, 48, 1.0, 20.0),
        ('channel', 'direct', 'direct', false, 40, 32, 2.0, 40.0),
        ('age_band', '', '', false, 50, 40, 1.0, 20.0),
        ('age_band', '25_34', '25_34', false, 50, 40, 2.0, 40.0),
        ('promotion', 'P1', 'Welcome', false, 30, 30, 1.0, 20.0),
        ('promotion', '', '', false, 60, 40, 2.0, 40.0),
        ('promotion', '', '', true, 10, 10, 3.0, 50.0)
    ) as parts (breakdown, breakdown_value, value_name, is_rest, entered, reached, median_hours,
        p90_hours);

create table fct_identity_fragments as
    select * from (values
        (date '2026-03-01', false, 1, 60, 0, 60),
        (date '2026-03-01', true, 1, 30, 4, 30),
        (date '2026-03-01', true, 3, 8, 0, 24),
        (date '2026-03-01', true, 0, 2, 0, 0)
    ) as t (first_month, is_tied, ids_up_to_5, people, people_on_shared_ids, anonymous_ids);
"""
