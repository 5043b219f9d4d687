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
        low, high = _ends(self.drawn[:, chosen].sum(axis=1)[:, None])
        expected = self.days["expected"].to_numpy()[chosen]
        return float(expected.sum()), float(low[0]), float(high[0])


def still_to_come(
    entries: pd.DataFrame, facts: pd.DataFrame, as_of: date, horizon: int = 90, seed: int = 0
) -> Maturity:
    """What people of `entries` (entry_date, people) will yet do within `horizon` days of entry.

    `facts` (entry_date, age_days, conversions) holds what they did by `as_of`; entry days may be
    left out there, and conversions beyond the horizon are ignored.

    Raises:
        ValueError: when a conversion lies after `as_of` or before its entry.
    """
    told = _to_come(entries, facts, "conversions", as_of, horizon, seed)
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
    return _to_come(entries, facts, "amount", as_of, horizon, seed)


def _to_come(  # noqa: PLR0913 - the two questions differ in one column
    entries: pd.DataFrame,
    facts: pd.DataFrame,
    measure: str,
    as_of: date,
    horizon: int,
    seed: int,
) -> Maturity:
    days, people, seen = _triangle(entries, facts, measure, as_of, horizon)
    oldest = (np.datetime64(as_of, "D") - days).astype(int)
    told = pd.DataFrame({"entry_date": days.astype(object), "people": people})
    told["so_far"] = seen.sum(axis=1)
    once = np.ones((1, len(days)))
    curve, rest = _estimate(once, people, seen, oldest, horizon)
    scatter = _scatter(people, seen, curve[0][np.minimum(oldest, horizon)])
    unit, least = (max(1.0, scatter), LEAST_CONVERSIONS)
    if measure == "amount":
        unit, least = scatter, LEAST_UNITS
    if not (unit > 0 and seen[oldest >= horizon].sum() >= least * unit):
        nothing = np.full(horizon + 1, np.nan)
        empty = told.assign(expected=np.nan, low=np.nan, high=np.nan)
        return Maturity(nothing, empty, np.zeros((0, len(days))), False)
    drawn = _draws(people, seen, oldest, horizon, unit, np.random.default_rng(seed))
    low, high = _ends(drawn)
    return Maturity(curve[0], told.assign(expected=rest[0], low=low, high=high), drawn, True)


def _triangle(
    entries: pd.DataFrame, facts: pd.DataFrame, measure: str, as_of: date, horizon: int
) -> tuple[np.ndarray, np.ndarray, Matrix]:
    """Days in order, their people, and what happened by day and age (0 to horizon)."""
    came = entries.assign(entry_date=_days(entries["entry_date"]))
    came = came.groupby("entry_date")["people"].sum().sort_index()
    days = came.index.to_numpy().astype("datetime64[D]")
    days = days[days <= np.datetime64(as_of, "D")]
    told, ages = _days(facts["entry_date"]), facts["age_days"].to_numpy(dtype=int)
    amounts = facts[measure].to_numpy(dtype=float)
    place = np.searchsorted(days, told)
    is_known = np.append(days, np.datetime64("NaT"))[place] == told
    is_seen = (ages >= 0) & (told + ages <= np.datetime64(as_of, "D"))
    for row in np.flatnonzero(~(is_known & is_seen))[:1]:
        raise ValueError(
            f"{amounts[row]:g} {measure} of {told[row]} at age {ages[row]}: not seen by {as_of}"
        )
    seen = np.zeros((len(days), horizon + 1))
    within = ages <= horizon
    np.add.at(seen, (place[within], ages[within]), amounts[within])
    return days, came.to_numpy(dtype=float)[: len(days)], seen


def _days(values: pd.Series) -> np.ndarray:
    return pd.to_datetime(values).to_numpy().astype("datetime64[D]")


def _estimate(
    weights: Matrix, people: np.ndarray, seen: Matrix, oldest: np.ndarray, horizon: int
) -> tuple[Matrix, Matrix]:
    """Per row of `weights` (draws x days): the lag curve, and the expected rest of each day."""
    is_seen = oldest[:, None] >= np.arange(horizon + 1)
    so_far = np.cumsum(seen, axis=1)
    at_age = weights @ (seen * is_seen)
    by_age = weights @ (so_far * is_seen)
    hazard = np.divide(at_age, by_age, out=np.zeros_like(at_age), where=by_age > 0)
    later = np.cumprod((1 - hazard)[:, ::-1], axis=1)[:, ::-1]
    curve = np.concatenate([later[:, 1:], np.ones((len(weights), 1))], axis=1)
    share = curve[:, np.minimum(oldest, horizon)]
    exposed = (weights * share) @ people
    rate = (weights @ seen.sum(axis=1)) / np.where(exposed > 0, exposed, np.nan)
    return curve, np.nan_to_num(rate)[:, None] * people * (1 - share)


def _draws(  # noqa: PLR0913 - what an estimate is made of
    people: np.ndarray,
    seen: Matrix,
    oldest: np.ndarray,
    horizon: int,
    unit: float,
    random: np.random.Generator,
) -> Matrix:
    """Possible rests per draw and day."""
    count = len(people)
    weights = random.multinomial(count, np.full(count, 1 / count), size=DRAWS).astype(float)
    _, rest = _estimate(weights, people, seen, oldest, horizon)
    return unit * random.poisson(rest / unit)


def _scatter(people: np.ndarray, seen: Matrix, share: np.ndarray) -> float:
    """Variance over mean of what days have brought so far (`share` of their horizon's)."""
    sums, exposed = seen.sum(axis=1), people * share
    known = exposed > 0
    if known.sum() < 2 or not sums[known].sum():
        return 0.0
    expected = exposed[known] * sums[known].sum() / exposed[known].sum()
    pearson = ((sums[known] - expected) ** 2 / expected).sum()
    return float(pearson / (known.sum() - 1))


def _ends(drawn: Matrix) -> tuple[np.ndarray, np.ndarray]:
    tail = 100 * (1 - LEVEL) / 2
    low, high = np.percentile(drawn, [tail, 100 - tail], axis=0)
    return low, high
