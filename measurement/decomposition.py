"""Why a number changed between two windows: an exact sum of volume, mix, conversion and price.

A number of a group (a channel) is a chain: visitors of all groups x the group's share of them x
its ratios one after the other (first investments per visitor, amount per first investor). What
each factor did is its Shapley value (Shapley 1953; in decomposition: Shorrocks, Journal of
Economic Inequality 2013): its effect averaged over every order in which the factors could have
changed, so that nothing is left over and no order is preferred.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import factorial

import numpy as np
import pandas as pd

VOLUME = "volume"
MIX = "mix"
CONVERSION = "conversion"
PRICE = "price"
UNLINKED = "unlinked"
"""What groups have without the step before it in the chain, such as spend without visitors."""
EFFECTS = (VOLUME, MIX, CONVERSION, PRICE, UNLINKED)


@dataclass(frozen=True)
class Chain:
    """A number as columns of which each follows from the one before, and each step's effect."""

    columns: tuple[str, ...]
    effects: tuple[str, ...]


@dataclass(frozen=True)
class Quotient:
    """A number that is one chain's total over another's; both start from the same column."""

    above: Chain
    below: Chain


_REGISTRATIONS = Chain(("visitors", "registrations"), (CONVERSION,))
_INVESTORS = Chain(("visitors", "first_investments"), (CONVERSION,))
_SPEND = Chain(("visitors", "spend_amount"), (PRICE,))
_AMOUNT = Chain(("visitors", "first_investments", "invested_amount"), (CONVERSION, PRICE))
METRICS: dict[str, Chain | Quotient] = {
    "visitors": Chain(("visitors",), ()),
    "registrations": _REGISTRATIONS,
    "first_investments": _INVESTORS,
    "spend_amount": _SPEND,
    "invested_amount": _AMOUNT,
    "cost_per_registration": Quotient(_SPEND, _REGISTRATIONS),
    "blended_cac": Quotient(_SPEND, _INVESTORS),
}


def explain(
    before: pd.DataFrame,
    after: pd.DataFrame,
    metric: str | Chain | Quotient,
    by: str = "channel",
) -> pd.DataFrame:
    """Rows (`by`, effect, contribution) that add up to the metric's change, zero rows left out.

    Both frames have one row per group: `by` and the columns of the metric; missing groups and
    values count as 0. A quotient whose denominator is 0 on either side has no change: no rows.

    Raises:
        KeyError: when the metric is not one of `METRICS`, or a column is missing.
        ValueError: when a group stands twice in a frame.
    """
    metric_chain = METRICS[metric] if isinstance(metric, str) else metric
    groups = sorted({*before[by], *after[by]})
    if isinstance(metric_chain, Chain):
        return _table(groups, by, _effects(before, after, metric_chain, by, groups))
    above = _effects(before, after, metric_chain.above, by, groups)
    below = _effects(before, after, metric_chain.below, by, groups)
    divisors = [_total(frame, metric_chain.below) for frame in (before, after)]
    if 0 in divisors:
        return _table(groups, by, {})
    quotients = [
        _total(frame, metric_chain.above) / divisor
        for frame, divisor in zip((before, after), divisors, strict=True)
    ]
    return _table(groups, by, _of_quotient(above, below, sum(quotients) / 2, sum(divisors) / 2))


def _of_quotient(
    above: dict[str, np.ndarray], below: dict[str, np.ndarray], quotient: float, divisor: float
) -> dict[str, np.ndarray]:
    """The change of a quotient is (change above - middle quotient x change below) / middle below.

    More of everything does not change a quotient: what volume leaves is told as mix.
    """
    effects: dict[str, np.ndarray] = {}
    parts = [(name, values / divisor) for name, values in above.items()]
    parts += [(name, -quotient * values / divisor) for name, values in below.items()]
    for name, values in parts:
        told = MIX if name == VOLUME else name
        effects[told] = effects.get(told, 0) + values
    return effects


def _effects(
    before: pd.DataFrame, after: pd.DataFrame, chain: Chain, by: str, groups: Sequence[object]
) -> dict[str, np.ndarray]:
    sides = [_columns(frame, chain, by, groups) for frame in (before, after)]
    factors = [_factors(side, other) for side, other in (sides, sides[::-1])]
    names = (VOLUME, MIX, *chain.effects)
    effects = {
        name: _shapley(factors[0], factors[1], place)
        for place, name in enumerate(names)
        if len(groups) > 1 or name != MIX
    }
    rests = [
        side[-1] - np.prod(factor, axis=0) for side, factor in zip(sides, factors, strict=True)
    ]
    effects[UNLINKED] = rests[1] - rests[0]
    return effects


def _columns(
    frame: pd.DataFrame, chain: Chain, by: str, groups: Sequence[object]
) -> list[np.ndarray]:
    if frame[by].duplicated().any():
        twice = frame.loc[frame[by].duplicated(), by].iloc[0]
        raise ValueError(f"{twice!r} stands twice")
    indexed = frame.set_index(by).reindex(groups)
    return [indexed[name].astype("float64").fillna(0).to_numpy() for name in chain.columns]


def _factors(side: list[np.ndarray], other: list[np.ndarray]) -> list[np.ndarray]:
    """Total, shares and ratios; what one side does not have is taken from the other.

    So a group that is new or gone changes the volume and the mix, not the conversion.
    """
    total, other_total = side[0].sum(), other[0].sum()
    factors = [np.full_like(side[0], total), _ratio(side[0], total, other[0], other_total)]
    for step in range(1, len(side)):
        ratio = _ratio(side[step], side[step - 1], other[step], other[step - 1])
        factors.append(ratio)
    return factors


def _ratio(
    above: np.ndarray,
    below: np.ndarray | float,
    other_above: np.ndarray,
    other_below: np.ndarray | float,
) -> np.ndarray:
    with np.errstate(divide="ignore", invalid="ignore"):
        own = np.where(below == 0, np.nan, np.divide(above, below))
        instead = np.where(other_below == 0, 0.0, np.divide(other_above, other_below))
    return np.where(np.isnan(own), instead, own)


def _shapley(before: list[np.ndarray], after: list[np.ndarray], place: int) -> np.ndarray:
    """Effect of the factor at `place` per group, over all sets of factors that changed earlier."""
    count = len(before)
    others = [index for index in range(count) if index != place]
    effect = np.zeros_like(before[0])
    for size in range(count):
        weight = factorial(size) * factorial(count - size - 1) / factorial(count)
        for changed in combinations(others, size):
            rest = np.prod([(after if i in changed else before)[i] for i in others], axis=0)
            effect += weight * rest * (after[place] - before[place])
    return effect


def _total(frame: pd.DataFrame, chain: Chain) -> float:
    return float(frame[chain.columns[-1]].astype("float64").sum())


def _table(groups: Sequence[object], by: str, effects: dict[str, np.ndarray]) -> pd.DataFrame:
    rows = [
        (group, name, float(value))
        for name in EFFECTS
        if name in effects
        for group, value in zip(groups, effects[name], strict=True)
        if value != 0
    ]
    return pd.DataFrame(rows, columns=[by, "effect", "contribution"])
