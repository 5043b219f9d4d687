"""Poisson numbers of times that each distinct path is drawn: a bootstrap of counted journeys.

Each number is the inverse of the cumulative distribution at a uniform one, from tables per count:
paths have few different counts, and reckoning each number anew is what a draw would wait for.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numba import njit
from scipy import stats

MOST_TABLED = 256.0
"""Larger counts are rare, and drawn one by one."""
GUIDES = 64
"""Places per count from which a search begins: it is over after a step or two."""
WIDTH = 12
"""Standard deviations that a table reaches up: beyond lies less than a uniform double can tell."""


@dataclass(frozen=True)
class Counts:
    """How often each path was gone, ready to be drawn again and again.

    `kinds` are the table of each path with a count, -1 for counts without one; table k has the
    cumulative chances from `begins[k]` on.
    """

    counts: np.ndarray
    places: np.ndarray
    kinds: np.ndarray
    begins: np.ndarray
    chances: np.ndarray
    guides: np.ndarray

    @classmethod
    def of(cls, counts: np.ndarray) -> Counts:
        """Tables for every count that occurs among `counts`."""
        places = np.flatnonzero(counts > 0)
        distinct, kinds = np.unique(counts[places], return_inverse=True)
        tabled = distinct[distinct <= MOST_TABLED]
        kinds = np.where(kinds < tabled.size, kinds, -1)
        tables = [_cumulative(rate) for rate in tabled]
        sizes = np.array([table.size for table in tables], dtype=np.int64)
        edges = np.arange(GUIDES) / GUIDES
        guides = [np.searchsorted(table, edges, side="right") for table in tables]
        return cls(
            counts,
            places,
            kinds.astype(np.int64),
            np.cumsum(sizes) - sizes,
            np.concatenate([*tables, np.zeros(0)]),
            np.array(guides, dtype=np.int64).reshape(-1, GUIDES),
        )

    def draw(self, random: np.random.Generator) -> np.ndarray:
        """A Poisson number around every count, in their order; 0 where the count is."""
        drawn = np.zeros(self.counts.size)
        uniform = random.random(self.places.size)
        _invert(uniform, self.places, self.kinds, self.begins, self.chances, self.guides, drawn)
        large = self.places[self.kinds < 0]
        drawn[large] = random.poisson(self.counts[large])
        return drawn


def _cumulative(rate: float) -> np.ndarray:
    """Chances of at most 0, 1, 2, ... for a Poisson number, the last one 1."""
    most = int(rate + WIDTH * np.sqrt(rate)) + 40
    chances = stats.poisson.cdf(np.arange(most + 1), rate)
    chances[-1] = 1.0
    return chances


@njit(cache=True, nogil=True)
def _invert(  # noqa: PLR0913, PLR0917 - taking arrays out of a tuple here would count references
    uniform: np.ndarray,
    places: np.ndarray,
    kinds: np.ndarray,
    begins: np.ndarray,
    chances: np.ndarray,
    guides: np.ndarray,
    drawn: np.ndarray,
) -> None:
    for path in range(places.size):
        kind = kinds[path]
        if kind < 0:
            continue
        value, begin = uniform[path], begins[kind]
        number = guides[kind, int(value * GUIDES)]
        while chances[begin + number] <= value:
            number += 1
        drawn[places[path]] = number
