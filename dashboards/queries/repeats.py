"""What today's investors will yet bring by their own rhythm, where the company asked for it."""

from __future__ import annotations

import pandas as pd

from dashboards.queries.filters import Filters
from dashboards.queries.reader import Build

_EXPECTED = """
    select
        cast(sum(investors) as bigint) as investors,
        sum(investments) as investments,
        sum(revenue_amount) as revenue_amount,
        sum(revenue_low_amount) as revenue_low_amount,
        sum(revenue_high_amount) as revenue_high_amount,
        min(model_error) as model_error,
        min(curve_error) as curve_error,
        min(refusal_en) as refusal_en,
        min(refusal_zh) as refusal_zh
    from fct_repeat_forecasts
    where horizon_days = $horizon
        and ($every_channel or list_contains($channels::varchar[], channel))
    having count(*) > 0
"""


def expected(build: Build, filters: Filters, horizon: int) -> pd.Series | None:
    """Investors of the chosen channels, what is expected of them within `horizon` days (revenue
    with its interval), and the errors of both forecasts; None where nobody asked for it."""
    rows = build.read(_EXPECTED, {**filters.parameters, "horizon": horizon})
    return None if rows.empty else rows.iloc[0]
