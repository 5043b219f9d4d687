"""Attempts become the numbers of the answer."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor

import numpy as np

from measurement.funnels.definition import Funnel
from measurement.funnels.periods import Periods
from measurement.funnels.walk import Found
from measurement.proportions import wilson

MOST_BINS, MOST_AUTOMATIC_BINS = 90, 60


def counts(funnel: Funnel, found: Found) -> list[int]:
    """How many reached each step."""
    return [int(reached(found, step).sum()) for step in range(len(funnel.steps))]


def reached(found: Found, step: int) -> np.ndarray:
    """Which attempts reached a step."""
    return ((found.filled >> step) & 1).astype(bool)


def only(found: Found, chosen: np.ndarray) -> Found:
    """Some of the attempts."""
    return Found(*(column[chosen] for column in found))


def seconds_between(found: Found, start: int, end: int) -> np.ndarray:
    """Seconds from one step to another, of those who reached it, in increasing order.

    So sums do not depend on the order in which persons were found.
    """
    those = reached(found, end)
    return np.sort(found.times[those, end] - found.times[those, start]) / 1e6


def step_seconds(funnel: Funnel, found: Found) -> dict[str, list[float | None]]:
    """Mean and median seconds since the nearest earlier required step; null for the first."""
    told: list[np.ndarray] = [np.empty(0)]
    for step in range(1, len(funnel.steps)):
        before = step - 1 if funnel.order == "unordered" else funnel.required_before(step)
        told.append(seconds_between(found, before, step))
    return {
        "average_conversion_seconds": [mean(seconds) for seconds in told],
        "median_conversion_seconds": [median(seconds) for seconds in told],
    }


def mean(seconds: np.ndarray) -> float | None:
    """The mean, null of nothing."""
    return float(seconds.mean()) if len(seconds) else None


def median(seconds: np.ndarray) -> float | None:
    """The median, null of nothing."""
    return float(np.median(seconds)) if len(seconds) else None


def rates(funnel: Funnel, reached_by: Sequence[int]) -> dict[str, object]:
    """Overall and step rates, with Wilson's 95 % intervals; null where nobody could convert."""
    before = [0] + [funnel.required_before(step) for step in range(1, len(reached_by))]
    overall = [(count, reached_by[0]) for count in reached_by]
    step = [(count, reached_by[before[k]]) for k, count in enumerate(reached_by)]
    pairs = {"overall": overall, "step": step}
    return {
        "rates": {
            kind: [count / of if of else None for count, of in told] for kind, told in pairs.items()
        },
        "intervals": {
            kind: [wilson(count, of) for count, of in told] for kind, told in pairs.items()
        },
    }


def by_period(
    funnel: Funnel, found: Found, periods: Periods, known_until: int
) -> dict[str, object]:
    """One row per entry period, and apart from them intervals and the periods still too young."""
    start, end = funnel.span
    count = len(periods.labels)
    entered = np.bincount(found.period[reached(found, start)], minlength=count)[:count]
    converted = np.bincount(found.period[reached(found, end)], minlength=count)[:count]
    pairs = list(zip(entered.tolist(), converted.tolist(), strict=True))
    young = periods.boundaries[1:] + funnel.window_microseconds > known_until
    return {
        "by_entry_period": [
            {
                "period": label,
                "reached_from": of,
                "reached_to": into,
                "conversion_rate_pct": round(100 * into / of, 2) if of else 0,
            }
            for label, (of, into) in zip(periods.labels, pairs, strict=True)
        ],
        "entry_period_intervals": [wilson(into, of) for of, into in pairs],
        "immature_periods": [
            label for label, is_young in zip(periods.labels, young, strict=True) if is_young
        ],
    }


def time_to_convert(funnel: Funnel, found: Found, most: int) -> dict[str, object]:
    """How long it took from one step to the other, each person and in bins of equal width."""
    seconds = seconds_between(found, *funnel.span)
    told: dict[str, object] = {"bins": _bins(seconds, funnel.bin_count)}
    if len(seconds) <= most:
        told["conversion_seconds"] = seconds.tolist()
    return told


def _bins(seconds: np.ndarray, asked: int | None) -> list[list[int]]:
    """Lower edge and count; one more bin than asked, for those at the very end."""
    if not len(seconds):
        return []
    automatic = min(max(ceil(round(len(seconds) ** (1 / 3), 9)), 1), MOST_AUTOMATIC_BINS)
    count = min(asked, MOST_BINS) if asked else automatic
    lowest, highest = floor(seconds[0]), ceil(seconds[-1])
    width = ceil((highest - lowest) / count) or 60
    places = np.floor((seconds - lowest) / width).astype(np.int64)
    heights = np.bincount(places, minlength=count + 1)
    return [[lowest + place * width, int(heights[place])] for place in range(count + 1)]
