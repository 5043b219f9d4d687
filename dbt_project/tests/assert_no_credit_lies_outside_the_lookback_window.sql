select *
from {{ ref('fct_attribution_credits') }}
where
    {{ is_checked() }}
    and (
        touched_at > converted_at
        or touched_at < converted_at - {{ attribution_lookback('conversion_kind') }}
    )
