"""Rule models: a conversion's credit from its own touches (definitions: docs, section 4)."""

from __future__ import annotations

import numpy as np
from numba import njit

from measurement.attribution.journeys import Journeys
from measurement.attribution.models import RULES

FIRST, LAST, LAST_NON_DIRECT, LAST_PAID, LINEAR, POSITION, TIME_DECAY = range(len(RULES))
POSITION_ENDS = 0.4
"""Credit of the first and of the last touch where three or more share a conversion."""


def rule_credits(
    model: str,
    journeys: Journeys,
    is_direct: np.ndarray,
    is_paid: np.ndarray,
    half_life: float = 1.0,
) -> np.ndarray:
    """Credit per channel of one rule model: a row each of conversions, revenue, known revenue.

    `half_life` has the unit of `journeys.instants`; only time decay looks at it.
    """
    credited = np.zeros((3, len(journeys.channels)))
    amounts = np.vstack([journeys.conversions, journeys.revenue, journeys.revenue_known])
    _add_credits(
        RULES.index(model),
        journeys.touches,
        journeys.instants,
        journeys.starts,
        journeys.lengths,
        amounts,
        is_direct,
        is_paid,
        half_life,
        credited,
    )
    return credited


@njit(cache=True)
def _add_credits(
    model, touches, instants, starts, lengths, amounts, is_direct, is_paid, half_life, credited
):
    shares = np.empty(max(1, lengths.max() if lengths.size else 1))
    for journey in range(starts.size):
        if amounts[0, journey] == 0 or lengths[journey] == 0:
            continue
        begin, end = starts[journey], starts[journey] + lengths[journey]
        if model <= LAST_PAID:
            only = _one_touch(model, touches, begin, end, is_direct, is_paid)
            for row in range(3):
                credited[row, touches[only]] += amounts[row, journey]
            continue
        _share(model, instants, begin, end, half_life, shares)
        for touch in range(begin, end):
            for row in range(3):
                credited[row, touches[touch]] += amounts[row, journey] * shares[touch - begin]


@njit(cache=True)
def _one_touch(model, touches, begin, end, is_direct, is_paid):
    """The touch that gets all credit; last paid falls back to last non-direct, and that to last."""
    if model == FIRST:
        return begin
    if model == LAST_PAID:
        for touch in range(end - 1, begin - 1, -1):
            if is_paid[touches[touch]]:
                return touch
    if model != LAST:
        for touch in range(end - 1, begin - 1, -1):
            if not is_direct[touches[touch]]:
                return touch
    return end - 1


@njit(cache=True)
def _share(model, instants, begin, end, half_life, shares):
    """Write the shares of the touches from `begin` to `end`; they sum to 1."""
    count = end - begin
    if model == TIME_DECAY:
        total = 0.0
        # Ages against the latest touch: the same proportions, and no underflow of them all.
        for touch in range(begin, end):
            shares[touch - begin] = 2.0 ** ((instants[touch] - instants[end - 1]) / half_life)
            total += shares[touch - begin]
        for place in range(count):
            shares[place] /= total
    elif model == LINEAR or count < 3:
        shares[:count] = 1.0 / count
    else:
        shares[:count] = (1.0 - 2.0 * POSITION_ENDS) / (count - 2)
        shares[0] = shares[count - 1] = POSITION_ENDS
