select *
from {{ ref('fct_funnel_daily') }}
where
    registrations > visitors
    or verifications > registrations
    or card_bounds > verifications
    or fundings > card_bounds
    or first_investments > fundings
    or repeat_investments > first_investments
