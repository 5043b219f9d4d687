select *
from {{ ref('fct_cohort_activity') }}
where active_investors > cohort_size or active_investors < 0
