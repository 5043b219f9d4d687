"""Conversions still to come from people who came lately, judged by how long older ones took.

The lag curve is the share of a horizon's conversions that had happened by each age, estimated
from conversions that could have been seen (reverse-time hazards: Lagakos, Barraj and De Gruttola,
Biometrika 1988). The expected rest is people x rate x the share not yet seen, the rate taken over
people weighted by the share seen (Cape Cod method of claims reserving: Stanard, 1985), so that a
young day with no conversion yet does not promise none. Intervals: entry days drawn anew for what
is estimated, and Poisson counts, as wide as days are seen to scatter, for what happens by chance.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

LEAST_CONVERSIONS = 100
"""With fewer in older cohorts, nothing is expected: the curve would be mostly chance."""
DRAWS = 400
LEVEL = 0.95
Matrix = np.ndarray


@dataclass(frozen=True)
class Maturity:
    """The lag curve by age (share of the horizon's conversions), and each entry day's rest.

    `days` has entry_date, people, so_far, expected (still to come), low, high; `curve` is NaN and
    nothing is expected when `is_enough` is false.
    """

    curve: np.ndarray
    days: pd.DataFrame
    total: tuple[float, float, float]
    """Still to come of all days together, with its interval."""
    is_enough: bool


def still_to_come(
    entries: pd.DataFrame, facts: pd.DataFrame, as_of: date, horizon: int = 90, seed: int = 0
) -> Maturity:
    """What people of `entries` (entry_date, people) will yet do within `horizon` days of entry.

    `facts` (entry_date, age_days, conversions) holds what they did by `as_of`; entry days may be
    left out there, and conversions beyond the horizon are ignored.

    Raises:
        ValueError: when a conversion lies after `as_of` or before its entry.
    """
    days, people, seen = _triangle(entries, facts, as_of, horizon)
    oldest = np.array([(as_of - day).days for day in days])
    counts = seen.sum(axis=1)
    is_enough = counts[oldest >= horizon].sum() >= LEAST_CONVERSIONS
    told = pd.DataFrame({"entry_date": days, "people": people, "so_far": counts.astype(int)})
    if not is_enough:
        nothing = np.full(horizon + 1, np.nan)
        empty = told.assign(expected=np.nan, low=np.nan, high=np.nan)
        return Maturity(nothing, empty, (np.nan, np.nan, np.nan), False)
    once = np.ones((1, len(days)))
    curve, rest = _estimate(once, people, seen, oldest, horizon)
    drawn, total = _draws(people, seen, oldest, horizon, np.random.default_rng(seed))
    low, high = _ends(drawn)
    all_low, all_high = _ends(total[:, None])
    told = told.assign(expected=rest[0], low=low, high=high)
    return Maturity(curve[0], told, (float(rest.sum()), all_low[0], all_high[0]), True)


def _triangle(
    entries: pd.DataFrame, facts: pd.DataFrame, as_of: date, horizon: int
) -> tuple[list[date], np.ndarray, Matrix]:
    """Days in order, their people, and conversions by day and age (0 to horizon)."""
    people = entries.assign(entry_date=pd.to_datetime(entries["entry_date"]).dt.date)
    people = people.groupby("entry_date")["people"].sum().sort_index()
    days = [day for day in people.index if day <= as_of]
    seen = np.zeros((len(days), horizon + 1))
    place = {day: number for number, day in enumerate(days)}
    told = facts.assign(entry_date=pd.to_datetime(facts["entry_date"]).dt.date)
    for day, age, count in told[["entry_date", "age_days", "conversions"]].itertuples(index=False):
        if age < 0 or day not in place or (as_of - day).days < age:
            raise ValueError(f"{count} conversions of {day} at age {age}: not seen by {as_of}")
        if age <= horizon:
            seen[place[day], int(age)] += count
    return days, people.loc[days].to_numpy(dtype=float), seen


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


def _draws(
    people: np.ndarray,
    seen: Matrix,
    oldest: np.ndarray,
    horizon: int,
    random: np.random.Generator,
) -> tuple[Matrix, np.ndarray]:
    """Possible rests per draw and day, and of all days together."""
    count = len(people)
    weights = random.multinomial(count, np.full(count, 1 / count), size=DRAWS).astype(float)
    _, rest = _estimate(weights, people, seen, oldest, horizon)
    scatter = _scatter(people, seen, oldest, horizon)
    drawn = scatter * random.poisson(rest / scatter)
    return drawn, drawn.sum(axis=1)


def _scatter(people: np.ndarray, seen: Matrix, oldest: np.ndarray, horizon: int) -> float:
    """How much more days scatter than Poisson counts (variance over mean), at least 1."""
    old = oldest >= horizon
    counts, expected = seen.sum(axis=1)[old], people[old]
    expected = expected * counts.sum() / expected.sum()
    known = expected > 0
    if known.sum() < 2:
        return 1.0
    pearson = ((counts[known] - expected[known]) ** 2 / expected[known]).sum()
    return max(1.0, float(pearson / (known.sum() - 1)))


def _ends(drawn: Matrix) -> tuple[np.ndarray, np.ndarray]:
    tail = 100 * (1 - LEVEL) / 2
    low, high = np.percentile(drawn, [tail, 100 - tail], axis=0)
    return low, high
