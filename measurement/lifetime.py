"""What a first investor will have brought by a later age, from how older cohorts went on.

The chain ladder: each cohort's revenue grows from age to age as that of the cohorts before it did,
with the standard error of Mack (ASTIN Bulletin 23, 1993) and a lognormal interval.
How far to trust it is measured: each cohort is forecast from its first age, by the others' growth.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

LEVEL = 0.95
LEAST_COHORTS = 3
"""Cohorts that must have been seen at an age, and the next, for its growth to be believed."""
Triangle = np.ndarray


@dataclass(frozen=True)
class Lifetime:
    """Value per first investor of each cohort at the last age, and the error on a hold-out.

    `cohorts` has cohort, investors, age (the last seen), value (by then), forecast, low, high; the
    last three are NaN where growth is unknown or nothing was brought yet. `holdout_error` is the
    mean absolute error of the newest known values, forecast from each cohort's first age by the
    others, as a share of them, over `holdout_cohorts`; NaN when none can be held out.
    """

    cohorts: pd.DataFrame
    last_age: int
    holdout_error: float
    holdout_cohorts: int


def forecast(rows: pd.DataFrame) -> Lifetime:
    """Value per investor at the largest age of `rows` (cohort, age, investors, revenue).

    Revenue is cumulative; a row means that the whole cohort is that old, and ages of a cohort
    follow each other without a gap. Where people go on becoming investors, their number grows with
    age as revenue does: the value at an age is the revenue by then of the investors by then.

    Raises:
        ValueError: when an age is missing within a cohort, or revenue is negative.
    """
    cohorts, ages, revenue, people = _triangle(rows)
    reached = _reached(revenue)
    ultimate, error = _grow(revenue, reached)
    then, _ = _grow(people, reached)
    every = np.arange(len(cohorts))
    told = pd.DataFrame({"cohort": cohorts, "investors": people[every, reached].astype(int)})
    told["age"] = ages[reached]
    told["value"] = _per(revenue[every, reached], people[every, reached])
    told["forecast"] = _per(ultimate, then)
    low, high = _lognormal(ultimate, error)
    told["low"], told["high"] = _per(low, then), _per(high, then)
    misses = _held_out(revenue, people, reached)
    mean = float(np.mean(misses)) if misses else float("nan")
    return Lifetime(told, int(ages[-1]), mean, len(misses))


def ahead(rows: pd.DataFrame, steps: int) -> pd.Series:
    """What each cohort of `rows` (cohort, age, revenue so far) will add in its next `steps` ages.

    By cohort, in order; NaN where no older cohorts have shown how they went on.

    Raises:
        ValueError: as `forecast`.
    """
    cohorts, _, revenue, _ = _triangle(rows.assign(investors=1))
    reached = _reached(revenue)
    factor, _, _ = _factors(revenue)
    known = np.append(factor, np.full(steps, np.nan))
    grown = np.array([np.prod(known[start : start + steps]) for start in reached])
    now = revenue[np.arange(len(cohorts)), reached]
    return pd.Series(np.where(now > 0, now * (grown - 1), np.nan), index=cohorts)


def _triangle(rows: pd.DataFrame) -> tuple[np.ndarray, np.ndarray, Triangle, Triangle]:
    """Cohorts and ages in order, cumulative revenue and investors by both (NaN when not seen)."""
    if (rows["revenue"] < 0).any():
        raise ValueError("revenue is negative")
    table = rows.pivot_table(
        index="cohort", columns="age", values=["revenue", "investors"], aggfunc="sum"
    )
    revenue = table["revenue"].to_numpy(dtype=float)
    seen = ~np.isnan(revenue)
    if (np.diff(seen.astype(int), axis=1) > 0).any() or not seen[:, 0].all():
        raise ValueError("a cohort has a gap between its ages")
    ages = table["revenue"].columns.to_numpy()
    return table.index.to_numpy(), ages, revenue, table["investors"].to_numpy(dtype=float)


def _reached(revenue: Triangle) -> np.ndarray:
    return (~np.isnan(revenue)).sum(axis=1) - 1


def _grow(revenue: Triangle, reached: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Each cohort's revenue at the last age and its standard error; NaN where growth is unknown.

    What is still 0 cannot be carried on by a factor, so it is unknown too.
    """
    factor, variance, base = _factors(revenue)
    steps = revenue.shape[1] - 1
    ultimate = np.empty(len(revenue))
    error = np.empty(len(revenue))
    for place, start in enumerate(reached):
        value, share = revenue[place, start], 0.0
        for step in range(start, steps):
            if value > 0:
                relative = variance[step] / factor[step] ** 2
                share += relative * (1 / value + 1 / base[step])
            value = value * factor[step] if value > 0 else np.nan
        ultimate[place] = value
        error[place] = value * np.sqrt(share)
    return ultimate, error


def _factors(revenue: Triangle) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Growth from each age to the next, its variance per unit of revenue, and that revenue."""
    steps = revenue.shape[1] - 1
    factor, variance, base = (np.full(steps, np.nan) for _ in range(3))
    for step in range(steps):
        now, then = revenue[:, step], revenue[:, step + 1]
        both = ~np.isnan(then) & (now > 0)
        if both.sum() < LEAST_COHORTS:
            continue
        base[step] = now[both].sum()
        factor[step] = then[both].sum() / base[step]
        grown = then[both] / now[both]
        variance[step] = (now[both] * (grown - factor[step]) ** 2).sum() / (both.sum() - 1)
    return factor, variance, base


def _held_out(revenue: Triangle, people: Triangle, reached: np.ndarray) -> list[float]:
    """Relative errors when each cohort's newest age is forecast from its first, by the others."""
    misses = []
    for place in np.flatnonzero(reached > 0):
        newest = reached[place]
        actual, guess = (
            amounts / heads if heads > 0 else np.nan
            for amounts, heads in (
                (revenue[place, newest], people[place, newest]),
                (_by_others(revenue, place, newest), _by_others(people, place, newest)),
            )
        )
        if actual > 0 and not np.isnan(guess):
            misses.append(abs(guess - actual) / actual)
    return misses


def _by_others(triangle: Triangle, place: int, newest: int) -> float:
    """A cohort's first value, grown up to an age as the other cohorts grew."""
    factor, _, _ = _factors(np.delete(triangle, place, axis=0))
    return float(triangle[place, 0] * np.prod(factor[:newest]))


def _lognormal(mean: np.ndarray, error: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    spread = np.sqrt(np.log1p(_per(error, mean) ** 2))
    middle = np.log(np.where(mean > 0, mean, np.nan)) - spread**2 / 2
    reach = stats.norm.ppf(0.5 + LEVEL / 2) * spread
    return np.exp(middle - reach), np.exp(middle + reach)


def _per(amounts: np.ndarray, of: np.ndarray) -> np.ndarray:
    return np.divide(amounts, of, out=np.full(len(amounts), np.nan), where=of > 0)
