"""Markov's channel totals brought down to single touches.

Markov credits channels, not touches. Iterative proportional fitting (Deming and Stephan 1940)
starts each touch from its channel's removal effect and scales channels to their totals and
conversions to 1 in turn. All scaling of a touch is that of its channel or of its conversion, so a
touch's weight is always its channel's factor over the sum of the factors in its conversion.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from measurement.attribution.journeys import Sequences

ROUNDS = 300
TOLERANCE = 1e-9
"""Part of all conversions by which a channel may miss its total."""


def rake(
    sequences: Sequences, conversions: np.ndarray, effects: np.ndarray, totals: np.ndarray
) -> np.ndarray:
    """The factor of each channel, the largest 1, that brings its credit to its total.

    Each of `sequences` stands for `conversions` conversions; `effects` and `totals` are per
    channel. Where no weights can reach the totals, as for a channel credited with more conversions
    than it took part in, the factors come as near as `ROUNDS` rounds take them.
    """
    factors = np.where(totals > 0, effects, 0.0)
    for _ in range(ROUNDS):
        credited = credit(sequences, conversions, factors)
        if np.abs(credited - totals).max(initial=0.0) <= TOLERANCE * conversions.sum():
            break
        factors *= np.divide(totals, credited, out=np.zeros_like(totals), where=credited > 0)
        factors /= factors.max(initial=0.0) or 1.0
    return factors


def credit(sequences: Sequences, conversions: np.ndarray, factors: np.ndarray) -> np.ndarray:
    """Per channel its conversions, when touches share each conversion by their factors."""
    credited = np.zeros(factors.size)
    _add(sequences, conversions, factors, credited)
    return credited


def shares(sequences: Sequences, factors: np.ndarray) -> np.ndarray:
    """Per touch of the sequences, one after another, its part of a conversion.

    Touches of channels that all have factor 0 share it evenly.
    """
    shared = np.zeros(int(sequences.lengths.sum()))
    _share(sequences, factors, shared)
    return shared


@njit(cache=True)
def _add(
    sequences: Sequences, conversions: np.ndarray, factors: np.ndarray, credited: np.ndarray
) -> None:
    touches, starts, lengths = sequences
    for path in range(starts.size):
        if conversions[path] == 0:
            continue
        total = 0.0
        for touch in range(starts[path], starts[path] + lengths[path]):
            total += factors[touches[touch]]
        for touch in range(starts[path], starts[path] + lengths[path]):
            part = factors[touches[touch]] / total if total > 0 else 1.0 / lengths[path]
            credited[touches[touch]] += conversions[path] * part


@njit(cache=True)
def _share(sequences: Sequences, factors: np.ndarray, shared: np.ndarray) -> None:
    touches, starts, lengths = sequences
    place = 0
    for path in range(starts.size):
        total = 0.0
        for touch in range(starts[path], starts[path] + lengths[path]):
            total += factors[touches[touch]]
        for touch in range(starts[path], starts[path] + lengths[path]):
            shared[place] = factors[touches[touch]] / total if total > 0 else 1.0 / lengths[path]
            place += 1
