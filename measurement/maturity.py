"""Conversions and amounts still to come from people who came lately, judged by older ones.

The lag curve is the share of a horizon's conversions that had happened by each age, estimated
from conversions that could have been seen (reverse-time hazards: Lagakos, Barraj and De Gruttola,
Biometrika 1988). The expected rest is people x rate x the share not yet seen, the rate taken over
people weighted by the share seen (Cape Cod method of claims reserving: Stanard, 1985), so that a
young day with no conversion yet does not promise none. Intervals: entry days drawn anew for what
is estimated, and Poisson counts, as wide as days are seen to scatter, for what happens by chance.
An amount is treated as a count of units as large as its variance over its mean.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

LEAST_CONVERSIONS = 100
"""With fewer in older cohorts, nothing is expected: the curve would be mostly chance."""
LEAST_UNITS = 20
"""The same for amounts, which are lumpier: older cohorts' sum over its variance to mean."""
DRAWS = 400
LEVEL = 0.95
Matrix = np.ndarray
Interval = tuple[float, float, float]
"""Expected, low, high."""
_UNKNOWN = (np.nan, np.nan, np.nan)


@dataclass(frozen=True)
class Maturity:
    """The lag curve by age (share of the horizon's conversions), and each entry day's rest.

    `days` has entry_date, people, so_far, expected (still to come), low, high; `curve` is NaN and
    nothing is expected when `is_enough` is false.
    """

    curve: np.ndarray
    days: pd.DataFrame
    drawn: Matrix
    """Possible rests, a row per draw and a column per entry day."""
    is_enough: bool

    @property
    def total(self) -> Interval:
        """Still to come of all days together, with its interval."""
        return self.among(self.days["entry_date"])

    def among(self, entry_dates: Collection[date]) -> Interval:
        """Still to come of some entry days together, with its interval."""
        if not self.is_enough:
            return _UNKNOWN
        chosen = self.days["entry_date"].isin(list(entry_dates)).to_numpy()
        expected = self.days["expected"].to_numpy()[chosen].sum(keepdims=True)
        low, high = _ends(self.drawn[:, chosen].sum(axis=1)[:, None], expected)
        return float(expected[0]), float(low[0]), float(high[0])


def still_to_come(
    entries: pd.DataFrame, facts: pd.DataFrame, as_of: date, horizon: int = 90, seed: int = 0
) -> Maturity:
    """What people of `entries` (entry_date, people) will yet do within `horizon` days of entry.

    `facts` (entry_date, age_days, conversions) holds what they did by `as_of`; entry days may be
    left out there, and conversions beyond the horizon are ignored.

    Raises:
        ValueError: when a conversion lies after `as_of` or before its entry.
    """
    told = _to_come(entries, facts.drop(columns="amount", errors="ignore"), as_of, horizon, seed)
    return Maturity(told.curve, told.days.astype({"so_far": int}), told.drawn, told.is_enough)


def amount_to_come(
    entries: pd.DataFrame, facts: pd.DataFrame, as_of: date, horizon: int = 90, seed: int = 0
) -> Maturity:
    """What people of `entries` will yet bring: `facts` has entry_date, age_days, amount.

    Raises:
        ValueError: as `still_to_come`, and when an amount is below 0.
    """
    if (facts["amount"] < 0).any():
        raise ValueError("an amount is below 0")
    return _to_come(entries, facts, as_of, horizon, seed)


@dataclass(frozen=True)
class _Seen:
    """Entry days in order, their people and age, and what happened by day and age to a horizon."""

    days: np.ndarray
    people: np.ndarray
    by_age: Matrix
    oldest: np.ndarray

    @property
    def horizon(self) -> int:
        return self.by_age.shape[1] - 1

    @property
    def reached(self) -> np.ndarray:
        """The age of each day, within the horizon."""
        return np.minimum(self.oldest, self.horizon)


def _to_come(
    entries: pd.DataFrame, facts: pd.DataFrame, as_of: date, horizon: int, seed: int
) -> Maturity:
    is_amount = "amount" in facts
    seen = _see(entries, facts, "amount" if is_amount else "conversions", as_of, horizon)
    told = pd.DataFrame({"entry_date": seen.days.astype(object), "people": seen.people})
    told["so_far"] = seen.by_age.sum(axis=1)
    curve, rest = _estimate(np.ones((1, len(seen.days))), seen)
    scatter = _scatter(seen, curve[0])
    unit = scatter if is_amount else max(1.0, scatter)
    least = unit * (LEAST_UNITS if is_amount else LEAST_CONVERSIONS)
    if not (unit > 0 and seen.by_age[seen.oldest >= horizon].sum() >= least):
        nothing = np.full(horizon + 1, np.nan)
        empty = told.assign(expected=np.nan, low=np.nan, high=np.nan)
        return Maturity(nothing, empty, np.zeros((0, len(seen.days))), False)
    drawn = _draws(seen, unit, np.random.default_rng(seed))
    low, high = _ends(drawn, rest[0])
    return Maturity(curve[0], told.assign(expected=rest[0], low=low, high=high), drawn, True)


def _see(
    entries: pd.DataFrame, facts: pd.DataFrame, measure: str, as_of: date, horizon: int
) -> _Seen:
    came = entries.assign(entry_date=_days(entries["entry_date"]))
    came = came.groupby("entry_date")["people"].sum().sort_index()
    last = np.datetime64(as_of, "D")
    days = came.index.to_numpy().astype("datetime64[D]")
    days = days[days <= last]
    told, ages = _days(facts["entry_date"]), facts["age_days"].to_numpy(dtype=int)
    amounts = facts[measure].to_numpy(dtype=float)
    place = np.searchsorted(days, told)
    is_known = np.append(days, np.datetime64("NaT"))[place] == told
    is_seen = (ages >= 0) & (told + ages <= last)
    for row in np.flatnonzero(~(is_known & is_seen))[:1]:
        raise ValueError(
            f"{amounts[row]:g} {measure} of {told[row]} at age {ages[row]}: not seen by {as_of}"
        )
    by_age = np.zeros((len(days), horizon + 1))
    within = ages <= horizon
    np.add.at(by_age, (place[within], ages[within]), amounts[within])
    people = came.to_numpy(dtype=float)[: len(days)]
    return _Seen(days, people, by_age, (last - days).astype(int))


def _days(values: pd.Series) -> np.ndarray:
    return pd.to_datetime(values).to_numpy().astype("datetime64[D]")


def _estimate(weights: Matrix, seen: _Seen) -> tuple[Matrix, Matrix]:
    """Per row of `weights` (draws x days): the lag curve, and the expected rest of each day."""
    is_seen = seen.oldest[:, None] >= np.arange(seen.horizon + 1)
    so_far = np.cumsum(seen.by_age, axis=1)
    at_age = weights @ (seen.by_age * is_seen)
    by_age = weights @ (so_far * is_seen)
    hazard = np.divide(at_age, by_age, out=np.zeros_like(at_age), where=by_age > 0)
    later = np.cumprod((1 - hazard)[:, ::-1], axis=1)[:, ::-1]
    curve = np.concatenate([later[:, 1:], np.ones((len(weights), 1))], axis=1)
    share = curve[:, seen.reached]
    exposed = (weights * share) @ seen.people
    rate = (weights @ seen.by_age.sum(axis=1)) / np.where(exposed > 0, exposed, np.nan)
    return curve, np.nan_to_num(rate)[:, None] * seen.people * (1 - share)


def _draws(seen: _Seen, unit: float, random: np.random.Generator) -> Matrix:
    """Possible rests per draw and day."""
    count = len(seen.days)
    weights = random.multinomial(count, np.full(count, 1 / count), size=DRAWS).astype(float)
    _, rest = _estimate(weights, seen)
    return unit * random.poisson(rest / unit)


def _scatter(seen: _Seen, curve: np.ndarray) -> float:
    """Variance over mean of what days have brought so far."""
    sums, exposed = seen.by_age.sum(axis=1), seen.people * curve[seen.reached]
    known = exposed > 0
    if known.sum() < 2 or not sums[known].sum():
        return 0.0
    expected = exposed[known] * sums[known].sum() / exposed[known].sum()
    pearson = ((sums[known] - expected) ** 2 / expected).sum()
    return float(pearson / (known.sum() - 1))


def _ends(drawn: Matrix, expected: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Both ends per column; where nearly all draws are 0, what is expected is still within."""
    tail = 100 * (1 - LEVEL) / 2
    low, high = np.percentile(drawn, [tail, 100 - tail], axis=0)
    return np.minimum(low, expected), np.maximum(high, expected)
