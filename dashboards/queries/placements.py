"""Verdicts on campus activities and offline contracts."""

from __future__ import annotations

import pandas as pd

from dashboards.queries.filters import Filters
from dashboards.queries.reader import Build

_VERDICTS = """
    select
        verdicts.*, verdict_en as because_en, verdict_zh as because_zh,
        placed.placement_name as label, placed.placement_kind, placed.channel, placed.city,
        placed.start_date, placed.watched_until, placed.cost_amount,
        activities.first_investments as coded
    from fct_placement_verdicts as verdicts
    inner join fct_placements as placed using (placement_id)
    left join fct_activities as activities on activities.activity_id = verdicts.placement_id
    where placed.start_date between $start and $end
        and ($every_channel or list_contains($channels::varchar[], placed.channel))
    order by list_position(['scale', 'fix', 'stop', 'cannot tell'], verdict),
        abs(net_profit) desc nulls last, cost_amount desc nulls last, placement_id
"""


def verdicts(build: Build, filters: Filters) -> pd.DataFrame:
    """One row per activity or contract that began in the window, the plainest verdicts first."""
    return build.read(_VERDICTS, filters.parameters)
