{# One question for all of them. Credit by campaign and by city is held to that of channels elsewhere. #}
{% set named = [
    ('fct_activities', 'channel'),
    ('fct_activity_codes', 'channel'),
    ('fct_bonus_hunters', 'channel'),
    ('fct_campaign_daily', 'channel'),
    ('fct_channel_cohorts', 'channel'),
    ('fct_channel_credit_daily', 'channel'),
    ('fct_channel_daily', 'channel'),
    ('fct_channel_truths', 'channel'),
    ('fct_code_conflicts', 'channel'),
    ('fct_code_conflicts', 'other_channel'),
    ('fct_cohort_activity', 'channel'),
    ('fct_cohort_ages', 'channel'),
    ('fct_credit_certainty', 'channel'),
    ('fct_funnel_daily', 'channel'),
    ('fct_funnel_steps_daily', 'channel'),
    ('fct_hunter_scores', 'channel'),
    ('fct_offline_cities_monthly', 'channel'),
    ('fct_partner_payables', 'channel'),
    ('fct_payback', 'channel'),
    ('fct_placements', 'channel'),
    ('fct_registration_evidence', 'channel'),
    ('fct_registration_times', 'channel'),
    ('fct_spend_daily', 'channel'),
    ('fct_tracking_audit', 'channel'),
] %}

with

named as (

    {% for mart, column in named %}
        select distinct
            '{{ mart }}' as mart,
            {{ column }} as channel
        from {{ ref(mart) }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}

)

select named.*
from named
left join {{ ref('dim_channels') }} as channels on named.channel = channels.channel
where
    channels.channel is null
    and named.channel is not null
    and not (named.channel = 'unattributed' and named.mart = 'fct_channel_credit_daily')
