"""Why a headline differs from that of the window it is compared with."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from dashboards.queries.compare import COMPARED, has_previous
from dashboards.queries.filters import Filters
from dashboards.queries.reader import Build
from measurement.decomposition import EFFECTS, explain

METRICS = (
    *("first_investments", "blended_cac", "spend_amount"),
    *("visitors", "registrations", "cost_per_registration", "invested_amount"),
)
"""Headlines that are explained, in the order they are offered."""
_NOTHING = 1e-6
"""No number is shown so finely; sums of many amounts are off by less."""
_RATIOS = {
    "blended_cac": ("spend_amount", "first_investments"),
    "cost_per_registration": ("spend_amount", "registrations"),
}
_SIDES = f"""
    select
        stat_date >= $start as is_current,
        channel,
        cast(sum(visitors) as double) as visitors,
        cast(sum(registrations) as double) as registrations,
        cast(sum(first_investments) as double) as first_investments,
        cast(sum(spend_amount) as double) as spend_amount,
        cast(sum(invested_amount) as double) as invested_amount
    from fct_channel_daily
    where {COMPARED} and ($every_channel or list_contains($channels::varchar[], channel))
    group by 1, 2
    order by 1, 2
"""


@dataclass(frozen=True)
class Change:
    """A headline before and now, and rows (channel, effect, contribution) that add up to both."""

    metric: str
    before: float
    after: float
    by_channel: pd.DataFrame

    @property
    def effects(self) -> dict[str, float]:
        """Sum of each effect that there is, in a fixed order."""
        sums = self.by_channel.groupby("effect")["contribution"].sum()
        return {
            name: float(sums[name])
            for name in EFFECTS
            if name in sums and abs(sums[name]) > _NOTHING
        }

    @property
    def largest(self) -> tuple[str, float]:
        """The channel with the largest part of the change, whichever way it went."""
        sums = self.by_channel.groupby("channel")["contribution"].sum()
        channel = str(sums.abs().idxmax())
        return channel, float(sums[channel])


def change(build: Build, filters: Filters, metric: str) -> Change | None:
    """The change of `metric`; None without a window to compare with, or where it is undefined."""
    if not has_previous(build, filters):
        return None
    sides = build.read(_SIDES, filters.parameters)
    now, before = sides[sides["is_current"]], sides[~sides["is_current"]]
    values = [_value(side, metric) for side in (before, now)]
    if values[0] is None or values[1] is None:
        return None
    return Change(metric, values[0], values[1], explain(before, now, metric))


def _value(side: pd.DataFrame, metric: str) -> float | None:
    above, below = _RATIOS.get(metric, (metric, None))
    if below is None:
        return float(side[above].sum())
    divisor = float(side[below].sum())
    return None if divisor == 0 else float(side[above].sum()) / divisor
