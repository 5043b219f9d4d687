"""Rule models: a conversion's credit from its own touches (definitions: docs, section 4)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit

from measurement.attribution.journeys import Journeys, Sequences
from measurement.attribution.models import RULES

FIRST, LAST, LAST_NON_DIRECT, LAST_PAID, LINEAR, POSITION, TIME_DECAY = range(len(RULES))
POSITION_ENDS = 0.4
"""Credit of the first and of the last touch where three or more share a conversion."""


class Rule(NamedTuple):
    """What a rule model looks at: its number, which channels are direct and paid, its half-life.

    `half_life` has the unit of the journeys' instants; only time decay needs it.
    """

    model: int
    is_direct: np.ndarray
    is_paid: np.ndarray
    half_life: float


def rule_credits(rule: Rule, journeys: Journeys) -> np.ndarray:
    """Credit per channel of one rule model: a row each of conversions, revenue, known revenue."""
    credited = np.zeros((3, len(journeys.channels)))
    amounts = np.vstack([journeys.conversions, journeys.revenue, journeys.revenue_known])
    _add_credits(rule, journeys.sequences, journeys.instants, amounts, credited)
    return credited


@njit(cache=True)
def _add_credits(
    rule: Rule,
    sequences: Sequences,
    instants: np.ndarray,
    amounts: np.ndarray,
    credited: np.ndarray,
) -> None:
    touches, starts, lengths = sequences
    shares = np.empty(max(1, lengths.max() if lengths.size else 1))
    for journey in range(starts.size):
        if amounts[0, journey] == 0 or lengths[journey] == 0:
            continue
        begin, end = starts[journey], starts[journey] + lengths[journey]
        if rule.model <= LAST_PAID:
            only = _one_touch(rule, touches, begin, end)
            for row in range(3):
                credited[row, touches[only]] += amounts[row, journey]
            continue
        _share(rule, instants, begin, end, shares)
        for touch in range(begin, end):
            for row in range(3):
                credited[row, touches[touch]] += amounts[row, journey] * shares[touch - begin]


@njit(cache=True)
def _one_touch(rule: Rule, touches: np.ndarray, begin: int, end: int) -> int:
    """The touch that gets all credit; last paid falls back to last non-direct, and that to last."""
    if rule.model == FIRST:
        return begin
    if rule.model == LAST_PAID:
        for touch in range(end - 1, begin - 1, -1):
            if rule.is_paid[touches[touch]]:
                return touch
    if rule.model != LAST:
        for touch in range(end - 1, begin - 1, -1):
            if not rule.is_direct[touches[touch]]:
                return touch
    return end - 1


@njit(cache=True)
def _share(rule: Rule, instants: np.ndarray, begin: int, end: int, shares: np.ndarray) -> None:
    """Write the shares of the touches from `begin` to `end`; they sum to 1."""
    count = end - begin
    if rule.model == TIME_DECAY:
        total = 0.0
        # Ages against the latest touch: the same proportions, and no underflow of them all.
        for touch in range(begin, end):
            later = instants[end - 1] - instants[touch]
            shares[touch - begin] = 2.0 ** (-later / rule.half_life)
            total += shares[touch - begin]
        for place in range(count):
            shares[place] /= total
    elif rule.model == LINEAR or count < 3:
        shares[:count] = 1.0 / count
    else:
        shares[:count] = (1.0 - 2.0 * POSITION_ENDS) / (count - 2)
        shares[0] = shares[count - 1] = POSITION_ENDS
