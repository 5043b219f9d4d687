"""What a promotion earned beyond what would have come anyway, less what it cost."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from scipy.stats import norm

USUAL = float(norm.isf(0.025))


@dataclass(frozen=True)
class Amount:
    """An estimate with its standard error."""

    value: float
    se: float = 0.0

    def interval(self, level: float = 0.05) -> list[float]:
        """Normal interval that misses in `level` of the cases."""
        reach = float(norm.isf(level / 2)) * self.se
        return [self.value - reach, self.value + reach]

    def plus(self, other: Amount) -> Amount:
        """Sum of two independent estimates."""
        return Amount(self.value + other.value, math.hypot(self.se, other.se))


def from_interval(value: float, interval: Sequence[float]) -> Amount:
    """An estimate whose 95 % interval is known; its half width need not be the same both ways."""
    return Amount(value, (interval[1] - interval[0]) / 2 / USUAL)


@dataclass(frozen=True)
class Costs:
    """Money of a promotion: subsidy actually spent, activity cost, None if not recorded.

    `revenue_per_effect` is what one incremental unit (investor, amount invested) brings. Sentences
    name the `currency`.
    """

    revenue_per_effect: Amount
    subsidy: float | None
    activity_cost: float | None = 0.0
    currency: str = "CNY"

    @property
    def total(self) -> float | None:
        """Subsidy and activity cost together; None when one of them is not recorded."""
        if self.subsidy is None or self.activity_cost is None:
            return None
        return self.subsidy + self.activity_cost


def net_profit(incremental: Amount, costs: Costs) -> Amount | None:
    """Incremental revenue less all costs; the product's variance is exact for independent parts."""
    if costs.total is None:
        return None
    rate = costs.revenue_per_effect
    variance = (
        (rate.value * incremental.se) ** 2
        + (incremental.value * rate.se) ** 2
        + (incremental.se * rate.se) ** 2
    )
    return Amount(incremental.value * rate.value - costs.total, math.sqrt(variance))


def payback_day(daily: Sequence[float], costs: Costs) -> int | None:
    """First day (1 is the first) on which incremental revenue so far has paid the costs.

    `daily` is the total effect of each day from the promotion's start. None when never, or when
    a cost is not recorded.
    """
    if costs.total is None:
        return None
    earned = 0.0
    for day, effect in enumerate(daily, start=1):
        earned += effect * costs.revenue_per_effect.value
        if earned >= costs.total:
            return day
    return None


def cost_per_effect(incremental: Amount, costs: Costs) -> list[float | None] | None:
    """Cost of one incremental unit and its interval; None where the effect may be 0 or below."""
    if costs.total is None:
        return None
    low, high = incremental.interval()
    return [costs.total / value if value > 0 else None for value in (incremental.value, high, low)]
