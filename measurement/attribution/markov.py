"""Markov chain of order 1 over channels, all removal effects from one matrix inverse.

Anderl, Becker, von Wangenheim, Schumann (2016), "Mapping the customer journey". Removing a channel
sends what flows into it to null, so conversion without channel i is P(conversion without visiting
i) = P(conversion) - P(visit i) x P(conversion from i), and the fundamental matrix holds both.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numba import njit

from measurement.attribution.journeys import Journeys, Sequences


@dataclass(frozen=True)
class Chain:
    """A solved chain of n channels.

    `transitions` has rows start, channels and columns channels, conversion, null; each row sums
    to 1, or to 0 where nobody came by. `effects` are the removal effects per channel.
    """

    transitions: np.ndarray
    conversion_probability: float
    effects: np.ndarray

    @property
    def shares(self) -> np.ndarray:
        """Each channel's part of the conversions; all 0 when nobody converted."""
        total = self.effects.sum()
        return self.effects / total if total > 0 else self.effects


def solve(journeys: Journeys, conversions: np.ndarray, nulls: np.ndarray) -> Chain:
    """The chain of `journeys`, which stand for `conversions` and `nulls` journeys each."""
    channels = len(journeys.channels)
    counts = np.zeros((channels + 1, channels + 2))
    _count_steps(journeys.sequences, conversions, nulls, counts)
    left = counts.sum(axis=1, keepdims=True)
    transitions = np.divide(counts, left, out=np.zeros_like(counts), where=left > 0)
    among, to_conversion = transitions[1:, :channels], transitions[1:, channels]
    visits = np.linalg.inv(np.eye(channels) - among)
    converting = visits @ to_conversion
    entered = transitions[0, :channels]
    probability = float(entered @ converting)
    reached = (entered @ visits) / np.diagonal(visits)
    effects = reached * converting / probability if probability > 0 else np.zeros(channels)
    return Chain(transitions, probability, effects)


@njit(cache=True)
def _count_steps(
    sequences: Sequences, conversions: np.ndarray, nulls: np.ndarray, counts: np.ndarray
) -> None:
    """Steps between different channels, from the start (row 0) to conversion or null."""
    touches, starts, lengths = sequences
    channels = counts.shape[1] - 2
    for journey in range(starts.size):
        converted, lost = conversions[journey], nulls[journey]
        weight = converted + lost
        if weight == 0 or lengths[journey] == 0:
            continue
        row = 0
        for touch in range(starts[journey], starts[journey] + lengths[journey]):
            channel = touches[touch]
            if channel + 1 != row:
                counts[row, channel] += weight
                row = channel + 1
        counts[row, channels] += converted
        counts[row, channels + 1] += lost
