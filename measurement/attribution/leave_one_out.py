"""Leave one out: how much a path's conversion rate falls when one of its touches is removed.

The path without the touch is looked up among the paths that people went; one that nobody went has
rate 0. Falls are floored at 0 and normalised per path; where all are 0 the last touch gets it all.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numba import njit

from measurement.attribution.journeys import CountedPaths, Journeys, Sequences


@dataclass(frozen=True)
class LeftPaths:
    """The counted paths, and for each touch of a converting one the path that is left without."""

    paths: Journeys
    begins: np.ndarray
    left: np.ndarray

    @classmethod
    def of(cls, counted: CountedPaths) -> LeftPaths:
        """Look every shortened path up once; draws only change how often each was gone."""
        return cls(counted.journeys, *counted.without_each_touch())

    def shares(self, conversions: np.ndarray, nulls: np.ndarray) -> np.ndarray:
        """The share of each touch in its path's conversions, in the order of `left`."""
        total = conversions + nulls
        rates = np.divide(conversions, total, out=np.zeros_like(total), where=total > 0)
        return _shares(rates, self.paths.sequences.lengths, self.begins, self.left)

    def credits(self, shares: np.ndarray, amounts: np.ndarray) -> np.ndarray:
        """Per channel, `amounts` of paths shared among their touches."""
        credited = np.zeros(len(self.paths.channels))
        _add(self.paths.sequences, self.begins, shares, amounts, credited)
        return credited

    def drawn(self, conversions: np.ndarray, nulls: np.ndarray) -> np.ndarray:
        """Credits per channel of the conversions themselves, without keeping shares of touches."""
        total = conversions + nulls
        rates = np.divide(conversions, total, out=np.zeros_like(total), where=total > 0)
        credited = np.zeros(len(self.paths.channels))
        touches, starts, lengths = self.paths.sequences
        _credit(touches, starts, lengths, self.begins, self.left, rates, conversions, credited)
        return credited


@njit(cache=True, nogil=True)
def _credit(  # noqa: PLR0913, PLR0917 - taking arrays out of a tuple here would count references
    touches: np.ndarray,
    starts: np.ndarray,
    lengths: np.ndarray,
    begins: np.ndarray,
    left: np.ndarray,
    rates: np.ndarray,
    amounts: np.ndarray,
    credited: np.ndarray,
) -> None:
    for path in range(starts.size):
        begin, amount = begins[path], amounts[path]
        if begin < 0 or amount == 0:
            continue
        total = 0.0
        for place in range(lengths[path]):
            other = left[begin + place]
            total += max(0.0, rates[path] - (rates[other] if other >= 0 else 0.0))
        if total == 0:
            credited[touches[starts[path] + lengths[path] - 1]] += amount
            continue
        for place in range(lengths[path]):
            other = left[begin + place]
            fall = rates[path] - (rates[other] if other >= 0 else 0.0)
            if fall > 0:
                credited[touches[starts[path] + place]] += fall / total * amount


@njit(cache=True)
def _shares(
    rates: np.ndarray, lengths: np.ndarray, begins: np.ndarray, left: np.ndarray
) -> np.ndarray:
    shares = np.zeros(left.size)
    for path in range(lengths.size):
        begin = begins[path]
        if begin < 0:
            continue
        total = 0.0
        for place in range(lengths[path]):
            other = left[begin + place]
            fall = rates[path] - (rates[other] if other >= 0 else 0.0)
            if fall > 0:
                shares[begin + place] = fall
                total += fall
        for place in range(lengths[path]):
            shares[begin + place] /= total if total > 0 else 1.0
        if total == 0:
            shares[begin + lengths[path] - 1] = 1.0
    return shares


@njit(cache=True)
def _add(
    sequences: Sequences,
    begins: np.ndarray,
    shares: np.ndarray,
    amounts: np.ndarray,
    credited: np.ndarray,
) -> None:
    touches, starts, lengths = sequences
    for path in range(starts.size):
        if begins[path] < 0:
            continue
        for place in range(lengths[path]):
            channel = touches[starts[path] + place]
            credited[channel] += shares[begins[path] + place] * amounts[path]
