"""What another split of next month's budget would bring, from cohorts old enough to judge.

A channel that cost s0 a month and brought n0 first investors is taken to bring n0 (s / s0)^e at
spend s: constant elasticity e below 1, so that every further yuan brings less (the response of
Hanssens, Parsons and Schultz, Market Response Models, chapter 3). The elasticity is the reader's
assumption and no part of any interval; intervals hold what varied between the weeks of entry.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

MONTH_DAYS = 30
LEAST_WEEKS = 8
LEAST_INVESTORS = 30
STEEPEST, FLATTEST = 0.95, 0.05
NORMAL_95 = 1.959964
_FEN = Decimal("0.01")


@dataclass(frozen=True)
class Week:
    """What one week's entries of a channel cost and brought by the age they are judged at."""

    spend: float
    first_investments: int
    revenue: float


@dataclass(frozen=True)
class Economics:
    """A channel's month: spend, first investors and revenue in 30 days, and how sure they are.

    `relative_error` is the standard error of first investors per yuan, as a part of that rate.
    """

    channel: str
    spend: float
    first_investments: float
    revenue: float
    relative_error: float


@dataclass(frozen=True)
class Outcome:
    """What one channel is expected to bring at a spend; costs are None where nothing is spent."""

    first_investments: float
    low: float
    high: float
    revenue: float
    average_cac: float | None
    marginal_cac: float | None


def economics(channel: str, weeks: Sequence[Week]) -> Economics | None:
    """A channel's month from its weeks of entry; None when they are too few to say anything.

    Needs 8 weeks, some spend and 30 first investors. The error is that of a ratio of sums over
    weeks (Cochran, Sampling Techniques, 6.4), so weeks that differ more than chance widen it.
    """
    spend = sum(week.spend for week in weeks)
    investors = sum(week.first_investments for week in weeks)
    if len(weeks) < LEAST_WEEKS or spend <= 0 or investors < LEAST_INVESTORS:
        return None
    rate = investors / spend
    squares = sum((week.first_investments - rate * week.spend) ** 2 for week in weeks)
    error = math.sqrt(len(weeks) / (len(weeks) - 1) * squares) / investors
    months = 7 * len(weeks) / MONTH_DAYS
    revenue = sum(week.revenue for week in weeks)
    return Economics(channel, spend / months, investors / months, revenue / months, error)


def outcome(base: Economics, spend: float, elasticity: float) -> Outcome:
    """First investors (95 % interval), revenue, average and marginal CAC at a month's spend.

    Raises:
        ValueError: when the elasticity is not between 0.05 and 0.95 or the spend is negative.
    """
    _check(elasticity, spend)
    brought = base.first_investments * (spend / base.spend) ** elasticity if spend else 0.0
    reach = NORMAL_95 * base.relative_error * brought
    average = spend / brought if brought else None
    return Outcome(
        brought,
        max(0.0, brought - reach),
        brought + reach,
        base.revenue / base.first_investments * brought,
        average,
        None if average is None else average / elasticity,
    )


def difference(
    bases: Iterable[Economics],
    now: Mapping[str, float],
    planned: Mapping[str, float],
    elasticity: Mapping[str, float],
) -> tuple[float, float, float]:
    """First investors that the plan brings more than today's split, with its 95 % interval.

    A channel whose spend stays as it is adds no uncertainty; channels vary independently.
    """
    total = variance = 0.0
    for base in bases:
        exponent = elasticity[base.channel]
        gained = (
            outcome(base, planned[base.channel], exponent).first_investments
            - outcome(base, now[base.channel], exponent).first_investments
        )
        total += gained
        variance += (gained * base.relative_error) ** 2
    reach = NORMAL_95 * math.sqrt(variance)
    return total, total - reach, total + reach


def split(total: Decimal, wishes: Mapping[str, float]) -> dict[str, Decimal]:
    """The total in proportion to the wishes, to the fen; the parts sum to the total exactly.

    Raises:
        ValueError: when a wish is negative or none is above 0.
    """
    whole = sum(wishes.values())
    if min(wishes.values(), default=0) < 0 or whole <= 0:
        raise ValueError("A budget is split by amounts of 0 or more, at least one above 0.")
    exact = {code: total * Decimal(repr(wish / whole)) for code, wish in wishes.items()}
    parts = {code: value.quantize(_FEN, rounding=ROUND_FLOOR) for code, value in exact.items()}
    missing = int((total.quantize(_FEN) - sum(parts.values())) / _FEN)
    by_rest = sorted(exact, key=lambda code: (parts[code] - exact[code], code))
    for place in range(abs(missing)):
        parts[by_rest[place % len(by_rest)]] += _FEN if missing > 0 else -_FEN
    return parts


def best_split(
    bases: Sequence[Economics],
    now: Mapping[str, float],
    elasticity: Mapping[str, float],
    room: float,
) -> dict[str, float]:
    """The split of today's total with most first investors, no channel moved by more than `room`.

    Every channel inside its bounds then has the same marginal CAC, which is found by bisection.
    """
    total = sum(now[base.channel] for base in bases)
    low, high = -60.0, 60.0
    for _ in range(200):
        middle = (low + high) / 2
        if sum(_at_marginal(bases, now, elasticity, room, math.exp(middle)).values()) < total:
            low = middle
        else:
            high = middle
    return _at_marginal(bases, now, elasticity, room, math.exp(high))


def _at_marginal(
    bases: Sequence[Economics],
    now: Mapping[str, float],
    elasticity: Mapping[str, float],
    room: float,
    marginal_cac: float,
) -> dict[str, float]:
    """Each channel's spend at which one more first investor costs this, within its bounds."""
    spends = {}
    for base in bases:
        exponent = elasticity[base.channel]
        rate = exponent * base.first_investments / base.spend
        wanted = base.spend * (rate * marginal_cac) ** (1 / (1 - exponent))
        today = now[base.channel]
        spends[base.channel] = min(max(wanted, today * (1 - room)), today * (1 + room))
    return spends


def _check(elasticity: float, spend: float) -> None:
    if not FLATTEST <= elasticity <= STEEPEST:
        raise ValueError(f"An elasticity lies between {FLATTEST} and {STEEPEST}.")
    if spend < 0:
        raise ValueError("Spend is 0 or more.")
