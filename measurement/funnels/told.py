"""What answers are made of, for those who read them."""

from __future__ import annotations

from typing import TypedDict

Interval = tuple[float, float] | None
Seconds = list[float | None]


class Rates(TypedDict):
    """Shares of those who entered, and of those who reached the required step before."""

    overall: list[float | None]
    step: list[float | None]


class Intervals(TypedDict):
    """The rates' 95 % intervals (Wilson); null where nobody could convert."""

    overall: list[Interval]
    step: list[Interval]


class EntryPeriod(TypedDict):
    """One period of a trend: who entered it at `from_step`, and came to `to_step`."""

    period: str
    reached_from: int
    reached_to: int
    conversion_rate_pct: float


class Answer(TypedDict, total=False):
    """All that `run` may tell; lists have a place for each step, times are in seconds."""

    counts: list[int]
    rates: Rates
    intervals: Intervals
    average_conversion_seconds: Seconds | float | None
    median_conversion_seconds: Seconds | float | None
    persons_at_step: dict[str, list[object]]
    by_breakdown: dict[str, list[int]]
    by_breakdown_rates: dict[str, Rates]
    by_breakdown_intervals: dict[str, Intervals]
    by_breakdown_average_conversion_seconds: dict[str, Seconds]
    by_breakdown_median_conversion_seconds: dict[str, Seconds]
    by_entry_period: list[EntryPeriod]
    entry_period_intervals: list[Interval]
    immature_periods: list[str]
    by_breakdown_entry_period: dict[str, list[EntryPeriod]]
    conversion_seconds: list[float]
    bins: list[list[int]]


class Comparison(TypedDict):
    """Differences of two groups' overall rates, step by step, with 95 % intervals (Newcombe)."""

    differences: list[float | None]
    intervals: list[Interval]
