"""Intervals of rates, their differences and counts, without assuming that they are normal."""

from __future__ import annotations

from math import sqrt
from statistics import NormalDist

from scipy.special import gammaincinv


def wilson(reached: int, entered: int, level: float = 0.95) -> tuple[float, float] | None:
    """Wilson's score interval of `reached / entered`; None when nobody entered."""
    if not entered:
        return None
    z = NormalDist().inv_cdf((1 + level) / 2)
    rate = reached / entered
    centre = (rate + z * z / (2 * entered)) / (1 + z * z / entered)
    spread = rate * (1 - rate) / entered + z * z / (4 * entered * entered)
    half = z * sqrt(spread) / (1 + z * z / entered)
    return max(0.0, centre - half), min(1.0, centre + half)


def newcombe(
    reached: int, entered: int, other_reached: int, other_entered: int, level: float = 0.95
) -> tuple[float, float] | None:
    """Newcombe's interval (1998, method 10) of the first rate less the other one."""
    first, second = wilson(reached, entered, level), wilson(other_reached, other_entered, level)
    if first is None or second is None:
        return None
    rate, other = reached / entered, other_reached / other_entered
    difference = rate - other
    down = sqrt((rate - first[0]) ** 2 + (second[1] - other) ** 2)
    up = sqrt((first[1] - rate) ** 2 + (other - second[0]) ** 2)
    return max(-1.0, difference - down), min(1.0, difference + up)


def most_expected(count: int, doubt: float = 0.025) -> float:
    """Upper bound of the mean behind a count, exact for Poisson (Garwood 1936).

    It is too low in `doubt` of the cases.
    """
    return float(gammaincinv(count + 1, 1 - doubt))
