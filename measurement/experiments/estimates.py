"""An effect with its variance, and what can be said of it: intervals, p, chance to win, risk."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from scipy.stats import norm, t

from measurement.experiments.numbers import is_finite

Interval = tuple[float, float]


@dataclass(frozen=True)
class Estimate:
    """An effect, how uncertain it is, and `size`, the people of both arms together."""

    effect: float
    variance: float
    freedom: float
    size: float

    @property
    def se(self) -> float:
        """Standard error."""
        return math.sqrt(self.variance)


@dataclass(frozen=True)
class Level:
    """Share of intervals that may miss (`alpha`), and the effect that is tested against."""

    alpha: float = 0.05
    null: float = 0.0


def welch(estimate: Estimate, level: Level, side: str) -> tuple[Interval, float]:
    """Interval and p of Welch's test; `side` is two_sided, greater or less."""
    distance = (estimate.effect - level.null) / estimate.se
    tail = level.alpha / 2 if side == "two_sided" else level.alpha
    width = float(t.isf(tail, estimate.freedom)) * estimate.se
    low, high = estimate.effect - width, estimate.effect + width
    if side == "greater":
        return (low, math.inf), float(t.sf(distance, estimate.freedom))
    if side == "less":
        return (-math.inf, high), float(t.cdf(distance, estimate.freedom))
    return (low, high), 2 * float(t.sf(abs(distance), estimate.freedom))


def confidence_sequence(estimate: Estimate, level: Level, tuning: float) -> tuple[Interval, float]:
    """Interval and p that hold however often one looks; tightest near `tuning` people.

    Asymptotic confidence sequence of Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas (2023).
    """
    log_alpha = -2 * math.log(level.alpha)
    information = estimate.size * (log_alpha + math.log(log_alpha + 1)) / tuning
    grown = information + 1
    reach = 2 * grown / information * math.log(math.sqrt(grown) / level.alpha)
    width = math.sqrt(estimate.variance * reach)
    distance = (estimate.effect - level.null) ** 2 / estimate.variance
    p = math.exp(min(math.log(grown) / 2 - information * distance / (2 * grown), 0.0))
    return (estimate.effect - width, estimate.effect + width), p


def prior_of(
    prior: Mapping[str, object] | None, baseline: float, relative: bool
) -> Interval | None:
    """Mean and variance of a normal prior in the effect's own unit; None when it says nothing.

    Raises:
        ValueError: for a variance that is not above 0 or an unknown type.
    """
    if not prior or not prior.get("proper", True):
        return None
    told = {key: prior.get(key, 0.0) for key in ("mean", "variance")}
    if wrong := [key for key, value in told.items() if not is_finite(value)]:
        raise ValueError(f"A prior's {wrong[0]} is a finite number, not {told[wrong[0]]!r}.")
    mean, variance = (float(str(value)) for value in told.values())
    if variance <= 0:
        raise ValueError("A proper prior needs a variance above 0.")
    kind = prior.get("type", "relative")
    if kind not in ("relative", "absolute"):
        raise ValueError(f"A prior is relative or absolute, not {kind!r}.")
    if relative == (kind == "relative"):
        return mean, variance
    unit = 1 / abs(baseline) if relative else abs(baseline)
    return mean * unit, variance * unit**2


def posterior(estimate: Estimate, prior: Interval | None) -> Estimate:
    """The estimate after a normal prior (mean, variance)."""
    if prior is None:
        return estimate
    mean, variance = prior
    precision = 1 / estimate.variance + 1 / variance
    effect = (estimate.effect / estimate.variance + mean / variance) / precision
    return Estimate(effect, 1 / precision, estimate.freedom, estimate.size)


def belief(estimate: Estimate, alpha: float) -> tuple[Interval, float, Interval]:
    """Credible interval, chance that the effect is above 0, and expected losses.

    The losses are E[max(effect, 0)], by keeping the control, and E[max(-effect, 0)], by taking
    the arm.
    """
    effect, sd = estimate.effect, estimate.se
    width = float(norm.isf(alpha / 2)) * sd
    chance = float(norm.cdf(effect / sd))
    density = float(norm.pdf(effect / sd)) * sd
    losses = (effect * chance + density, density - effect * float(norm.sf(effect / sd)))
    return (effect - width, effect + width), chance, losses
