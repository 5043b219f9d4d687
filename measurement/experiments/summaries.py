"""Sums of an arm turned into the mean and variance that a comparison needs.

A summary is a dict with a `type`:

- `proportion`: n, sum
- `mean`: n, sum, sum_squares; or n, mean, variance
- `ratio`: n, m and d (summaries of numerator and denominator), m_d_sum_of_products or covariance
- `cuped`: n, post and pre (summaries), post_pre_sum_of_products or covariance
- `quantile`: n, n_star, nu, quantile_hat, quantile_lower, quantile_upper
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from numbers import Real

from scipy.stats import norm

Summary = Mapping[str, object]

LEAST_QUANTILE_VARIANCE = 1e-5
"""Ties in a large sample put both bounds of a quantile on its estimate; it is still uncertain."""

ROUNDING = 1e-12
"""A difference of terms this small beside them is what is left of 0."""


class SummaryError(ValueError):
    """A summary lacks a part or is not possible, in words for whoever gave it."""


@dataclass(frozen=True)
class Arm:
    """What a test knows of an arm. `variance` is that of one unit, so the mean's is over n.

    `baseline` is the mean without regression adjustment: relative effects are relative to it.
    `shared` is the covariance of one unit's value with and without adjustment.
    """

    n: float
    mean: float
    variance: float
    baseline: float
    baseline_variance: float
    shared: float


@dataclass(frozen=True)
class Marginal:
    """Count, mean and variance of one variable."""

    n: float
    mean: float
    variance: float
    is_proportion: bool

    def with_(self, other: Marginal) -> Marginal:
        """Both samples as one."""
        if self.is_proportion != other.is_proportion:
            raise SummaryError("Both arms need the same type of metric (proportion or mean).")
        n = self.n + other.n
        mean = (self.n * self.mean + other.n * other.mean) / n if n else 0.0
        if self.is_proportion:
            return Marginal(n, mean, mean * (1 - mean), True)
        squares = sum(
            (max(s.n, 1) - 1) * s.variance + s.n * (s.mean - mean) ** 2 for s in (self, other)
        )
        return Marginal(n, mean, squares / (n - 1) if n > 1 else 0.0, False)


@dataclass(frozen=True)
class Pair:
    """Two variables of the same units."""

    first: Marginal
    second: Marginal
    covariance: float


def arms(a: Summary, b: Summary) -> tuple[Arm, Arm]:
    """Both summaries ready for a test; CUPED takes one coefficient from both arms together.

    Raises:
        SummaryError: for unknown types, missing parts, impossible counts, unequal types.
    """
    kinds = {_kind(a), _kind(b)}
    if len(kinds) > 1:
        raise SummaryError(f"The arms have different types: {' and '.join(sorted(kinds))}.")
    kind = kinds.pop()
    if kind == "cuped":
        return _adjusted(_pair(a, "post", "pre"), _pair(b, "post", "pre"))
    if kind == "ratio":
        return _ratio(_pair(a, "m", "d")), _ratio(_pair(b, "m", "d"))
    if kind == "quantile":
        return _quantile(a), _quantile(b)
    return _plain(_marginal(a)), _plain(_marginal(b))


def _kind(summary: Summary) -> str:
    if not isinstance(summary, Mapping):
        raise SummaryError(f"A summary is a mapping of its parts, not {summary!r}.")
    kind = str(summary.get("type"))
    if kind not in ("proportion", "mean", "ratio", "cuped", "quantile"):
        raise SummaryError(
            f"A summary has no type {kind!r}: proportion, mean, ratio, cuped, quantile."
        )
    return kind


def _number(summary: Summary, key: str) -> float:
    value = summary.get(key)
    if isinstance(value, bool) or not isinstance(value, Real):
        raise SummaryError(f"The summary needs a number for {key!r}, not {value!r}.")
    if not math.isfinite(value):
        raise SummaryError(f"The summary's {key!r} is not a finite number.")
    return float(value)


def _part(summary: Summary, key: str) -> Summary:
    part = summary.get(key)
    if not isinstance(part, Mapping):
        raise SummaryError(f"The summary needs a summary for {key!r}.")
    return part


def _marginal(summary: Summary) -> Marginal:
    kind, n = _kind(summary), _number(summary, "n")
    if n < 0:
        raise SummaryError("The summary counts fewer than 0 units.")
    if kind == "mean" and "variance" in summary:
        return Marginal(n, _number(summary, "mean"), _number(summary, "variance"), False)
    total = _number(summary, "sum")
    mean = total / n if n else 0.0
    if kind == "proportion" and not 0 <= total <= n:
        raise SummaryError(f"A proportion counts {total:g} successes among {n:g} units.")
    if kind == "proportion":
        return Marginal(n, mean, mean * (1 - mean), True)
    if kind != "mean":
        raise SummaryError(f"A part of a summary is a mean or a proportion, not a {kind}.")
    squares = _number(summary, "sum_squares")
    return Marginal(n, mean, (squares - total**2 / n) / (n - 1) if n > 1 else 0.0, False)


def _pair(summary: Summary, first: str, second: str) -> Pair:
    n = _number(summary, "n")
    one, two = _marginal(_part(summary, first)), _marginal(_part(summary, second))
    if n <= 1:
        return Pair(one, two, 0.0)
    if "covariance" in summary:
        return Pair(one, two, _number(summary, "covariance"))
    products = _number(summary, f"{first}_{second}_sum_of_products") - n * one.mean * two.mean
    return Pair(one, two, products / (n - _lost(one, two)))


def _lost(first: Marginal, second: Marginal) -> int:
    """What a covariance divides by less than n: nothing for two shares, like their variances."""
    return 0 if first.is_proportion and second.is_proportion else 1


def _plain(marginal: Marginal) -> Arm:
    return _unadjusted(marginal.n, marginal.mean, marginal.variance)


def _unadjusted(n: float, mean: float, variance: float) -> Arm:
    return Arm(n, mean, variance, mean, variance, variance)


def _ratio(pair: Pair) -> Arm:
    """Ratio of two means, its variance by the delta method."""
    m, d = pair.first, pair.second
    if d.mean == 0:
        return _unadjusted(m.n, 0.0, 0.0)
    ratio = m.mean / d.mean
    spread = m.variance - 2 * ratio * pair.covariance + ratio**2 * d.variance
    if spread <= ROUNDING * (m.variance + ratio**2 * d.variance):
        spread = 0.0
    return _unadjusted(m.n, ratio, spread / d.mean**2 if m.n > 1 else 0.0)


def _adjusted(a: Pair, b: Pair) -> tuple[Arm, Arm]:
    """Deng, Xu, Kohavi, Walker (2013): y - theta x, theta from the pooled regression."""
    theta = _theta(a, b)
    return _adjust(a, theta), _adjust(b, theta)


def _theta(a: Pair, b: Pair) -> float:
    post, pre = a.first.with_(b.first), a.second.with_(b.second)
    if pre.variance <= 0 or post.variance <= 0 or pre.n <= 1:
        return 0.0
    lost = _lost(post, pre)
    within = sum((pair.first.n - lost) * pair.covariance for pair in (a, b) if pair.first.n)
    between = sum(
        pair.first.n * (pair.first.mean - post.mean) * (pair.second.mean - pre.mean)
        for pair in (a, b)
    )
    return (within + between) / (pre.n - lost) / pre.variance


def _adjust(pair: Pair, theta: float) -> Arm:
    post, pre = pair.first, pair.second
    shared = post.variance - theta * pair.covariance
    variance = shared - theta * pair.covariance + theta**2 * pre.variance if post.n > 1 else 0.0
    mean = post.mean - theta * pre.mean
    return Arm(post.n, mean, variance, post.mean, post.variance, shared)


def _quantile(summary: Summary) -> Arm:
    """A sample quantile, its variance from the order statistics that bound it at 95 %."""
    n, nu = _number(summary, "n"), _number(summary, "nu")
    if not 0 < nu < 1:
        raise SummaryError(f"A quantile lies between 0 and 1, not at {nu}.")
    value = _number(summary, "quantile_hat")
    reach = float(norm.ppf(0.975))
    if n <= 1 or n <= reach**2 * max(nu / (1 - nu), (1 - nu) / nu):
        return _unadjusted(n, value, 0.0)
    width = _number(summary, "quantile_upper") - _number(summary, "quantile_lower")
    variance = _number(summary, "n_star") / n * (n - 1) * (width / 2 / reach) ** 2
    if variance <= 0 and n < 1000:
        return _unadjusted(n, value, 0.0)
    return _unadjusted(n, value, variance if n < 100 else max(variance, LEAST_QUANTILE_VARIANCE))
