"""Touches and conversions kept in memory with their days, so that any days of them can be asked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from measurement.attribution.timeline import Moments, Timeline

_LOW = 1 << 20
"""Instants are added up in two halves: their sums pass the largest whole number of a float."""


@dataclass(frozen=True)
class DatedTimeline:
    """A timeline, and the day of each touch and of each conversion (days since 1970)."""

    timeline: Timeline
    touch_days: np.ndarray
    conversion_days: np.ndarray

    def within(self, first: date, last: date, lookback_days: int) -> Timeline:
        """Conversions from `first` to `last`, and touches from `lookback_days` before that.

        The same timeline as `from_touches` reads from tables of these rows alone.
        """
        begin, end = _day(first), _day(last)
        is_touch = (self.touch_days >= begin - lookback_days) & (self.touch_days <= end)
        is_conversion = (self.conversion_days >= begin) & (self.conversion_days <= end)
        whole = self.timeline
        return _rarest_first(
            replace(
                whole,
                touched=_chosen(whole.touched, is_touch),
                touches=whole.touches[is_touch],
                converted=_chosen(whole.converted, is_conversion),
                revenue=whole.revenue[is_conversion],
                weights=None if whole.weights is None else whole.weights[is_conversion],
                touch_weights=(
                    None if whole.touch_weights is None else whole.touch_weights[is_touch]
                ),
            )
        )


def _day(day: date) -> int:
    return (day - date(1970, 1, 1)).days


def _chosen(moments: Moments, is_chosen: np.ndarray) -> Moments:
    return Moments(moments.users[is_chosen], moments.instants[is_chosen])


def _rarest_first(told: Timeline) -> Timeline:
    """The timeline with channels numbered as `read_timeline` does, and touches of one instant so.

    Channels without touches go.
    """
    size, instants = len(told.channels), told.touched.instants
    counts = np.bincount(told.touches, minlength=size)
    high = np.bincount(told.touches, weights=instants // _LOW, minlength=size)
    low = np.bincount(told.touches, weights=instants % _LOW, minlength=size)
    ranked = sorted(
        np.flatnonzero(counts).tolist(),
        key=lambda code: (
            counts[code],
            int(high[code]) * _LOW + int(low[code]),
            told.channels[code],
        ),
    )
    codes = np.zeros(size, dtype=told.touches.dtype)
    codes[ranked] = np.arange(len(ranked))
    return replace(
        told,
        channels=[told.channels[code] for code in ranked],
        touches=_ordered(codes[told.touches], told.touched),
    )


def _ordered(codes: np.ndarray, moments: Moments) -> np.ndarray:
    """Codes of touches of the same user and instant in their order."""
    users, instants = moments
    is_tied = (users[1:] == users[:-1]) & (instants[1:] == instants[:-1])
    return codes[np.lexsort((codes, instants, users))] if is_tied.any() else codes
