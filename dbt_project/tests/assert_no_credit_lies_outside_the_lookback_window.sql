select *
from {{ checked_touches() }}
where
    touched_at > converted_at
    or touched_at < converted_at - {{ attribution_lookback('conversion_kind') }}
