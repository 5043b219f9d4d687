select *
from {{ ref('int_touch_credits') }}
where
    {{ is_checked() }}
    and (
        touched_at > converted_at
        or touched_at < converted_at - {{ attribution_lookback('conversion_kind') }}
    )
