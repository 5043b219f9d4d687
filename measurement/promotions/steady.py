"""Sums of an arm as an experiment takes them, steadied by what was known of its people before.

How much people invested in the two weeks before, and what they had at work that falls due in the
days that count, tell much of what they will do whatever arm they are in (CUPED). Where there are
several such numbers, the one that goes into the comparison is their best sum: what a regression on
all of them expects of a person, with slopes from all arms together (Deng et al. 2013).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from measurement.experiments.rows import ArmRows, Moments
from measurement.promotions.parts import ArmSums

MONEY = ("before",)
BEFORE: Mapping[str, tuple[str, ...]] = {
    "revenue": MONEY,
    "during": MONEY,
    "later": MONEY,
    "soon": MONEY,
    "standard": ("orders_before", "due"),
    "further_during": ("orders_before", "due_during"),
    "further_later": ("orders_before", "due_later"),
    "further_soon": ("orders_before", "due_soon"),
}
"""By what each metric is steadied."""
COUNTED = ("firsts", "firsts_during", "firsts_later")
"""Of these a person can have one only, so that sums are sums of squares."""


def steadied(arms: Sequence[ArmSums], metric: str) -> list[ArmRows]:
    """Each arm's mean and variance of `metric`, with the best sum of what steadies it."""
    names = BEFORE.get(metric, ())
    slopes = _slopes(arms, metric, names)
    return [_rows(arm, metric, names, slopes) for arm in arms]


def _rows(arm: ArmSums, metric: str, names: Sequence[str], slopes: np.ndarray) -> ArmRows:
    n, sums = arm.people, arm.sums
    if metric in COUNTED:
        moments = _moments(n, sums[metric], sums[metric])
        return ArmRows(arm.arm, n, moments, True, None, 0.0, 0, {})
    moments = _moments(n, sums[metric], sums[f"{metric}_squared"])
    if not names:
        return ArmRows(arm.arm, n, moments, False, None, 0.0, 0, {})
    known = {name: _moments(n, sums[name], sums[f"{name}_squared"]) for name in names}
    mean = float(slopes @ [known[name].mean for name in names])
    spread = max(float(slopes @ _spread(arm, names) @ slopes), 0.0)
    together = float(slopes @ _shared(arm, metric, names))
    return ArmRows(arm.arm, n, moments, False, Moments(n, mean, spread), together, 0, known)


def _slopes(arms: Sequence[ArmSums], metric: str, names: Sequence[str]) -> np.ndarray:
    """Of the metric on each covariate within arms; 0 of one that is alike for everybody."""
    if not names:
        return np.zeros(0)
    weights = [max(arm.people - 1, 0) for arm in arms]
    pairs = list(zip(weights, arms, strict=True))
    spread = sum((weight * _spread(arm, names) for weight, arm in pairs), np.zeros(1))
    shared = sum((weight * _shared(arm, metric, names) for weight, arm in pairs), np.zeros(1))
    return np.linalg.lstsq(spread, shared, rcond=None)[0]


def _spread(arm: ArmSums, names: Sequence[str]) -> np.ndarray:
    """Covariances of the covariates with each other."""
    sums = arm.sums
    return np.array(
        [[_covariance(arm, a, b, sums[_product(a, b, names)]) for b in names] for a in names]
    )


def _product(a: str, b: str, names: Sequence[str]) -> str:
    if a == b:
        return f"{a}_squared"
    first, second = sorted((a, b), key=names.index)
    return f"{first}_{second}"


def _shared(arm: ArmSums, metric: str, names: Sequence[str]) -> np.ndarray:
    """Covariances of the covariates with the metric."""
    return np.array(
        [_covariance(arm, name, metric, arm.sums[f"{name}_{metric}"]) for name in names]
    )


def _covariance(arm: ArmSums, a: str, b: str, products: float) -> float:
    n = arm.people
    return (products - arm.sums[a] * arm.sums[b] / n) / (n - 1) if n > 1 else 0.0


def _moments(n: int, total: float, squares: float) -> Moments:
    mean = total / n if n else 0.0
    return Moments(n, mean, max(squares - n * mean**2, 0.0) / (n - 1) if n > 1 else 0.0)
