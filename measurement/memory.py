"""Promotion memory: what similar promotions achieved, and so what a new one may."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import brentq
from scipy.stats import norm, t

LEAST = 3
"""With fewer verdicts of a kind nothing is known of how they differ."""

Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Past:
    """A verdict of the past: its effect (any unit, the same for all) and standard error."""

    promotion: str
    effect: float
    se: float


@dataclass(frozen=True)
class Shrunk:
    """A past effect drawn towards its like: the noisier it was, the further."""

    promotion: str
    effect: float
    interval: tuple[float, float]
    own_weight: float


@dataclass(frozen=True)
class Memory:
    """What a kind of promotion does: mean, spread between promotions, range of the next one."""

    mean: float
    se: float
    spread: float
    expected_range: tuple[float, float]
    promotions: list[Shrunk]


def remember(past: Sequence[Past], level: float = 0.2) -> Memory | None:
    """Normal-normal empirical Bayes over promotions of one kind; None for fewer than three.

    The spread between promotions is that of Paule and Mandel (1982); `expected_range` holds the
    true effect of a new promotion in 1 - level of the cases (Higgins, Thompson and Spiegelhalter
    2009).

    Raises:
        ValueError: when a standard error is not above 0.
    """
    if any(not verdict.se > 0 for verdict in past):
        raise ValueError("A past effect needs a standard error above 0.")
    if len(past) < LEAST:
        return None
    effects = np.array([verdict.effect for verdict in past])
    variances = np.array([verdict.se for verdict in past]) ** 2
    between = _between(effects, variances)
    weights = 1 / (variances + between)
    mean = float((weights * effects).sum() / weights.sum())
    of_mean = 1 / float(weights.sum())
    reach = float(t.isf(level / 2, max(len(past) - 2, 1))) * math.sqrt(between + of_mean)
    return Memory(
        mean,
        math.sqrt(of_mean),
        math.sqrt(between),
        (mean - reach, mean + reach),
        [_shrunk(verdict, mean, of_mean, between) for verdict in past],
    )


def _between(effects: Array, variances: Array) -> float:
    """Variance between promotions that makes the weighted squares what chance expects."""

    def excess(between: float) -> float:
        weights = 1 / (variances + between)
        mean = (weights * effects).sum() / weights.sum()
        return float((weights * (effects - mean) ** 2).sum()) - (len(effects) - 1)

    if excess(0.0) <= 0:
        return 0.0
    most = float(np.ptp(effects) ** 2) * len(effects) + float(variances.max())
    return float(brentq(excess, 0.0, most))


def _shrunk(verdict: Past, mean: float, of_mean: float, between: float) -> Shrunk:
    own = between / (between + verdict.se**2)
    effect = own * verdict.effect + (1 - own) * mean
    sd = math.sqrt(own * verdict.se**2 + (1 - own) ** 2 * of_mean)
    reach = float(norm.isf(0.025)) * sd
    return Shrunk(verdict.promotion, effect, (effect - reach, effect + reach), own)
