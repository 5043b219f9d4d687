"""Days, cities and people to whom nothing was done: whatever is found there is chance."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import numpy.typing as npt
import pandas as pd

FIRST = date(2026, 1, 1)
Array = npt.NDArray[np.float64]


def correlated(rng: np.random.Generator, shape: tuple[int, ...], memory: float) -> Array:
    """Noise of variance 1 of which each day remembers a part of the day before."""
    noise = rng.normal(0, 1, shape)
    for day in range(1, shape[0]):
        noise[day] = memory * noise[day - 1] + np.sqrt(1 - memory**2) * noise[day]
    return noise


def series(seed: int, *, memory: float = 0.3, level: float = 1000.0, counts: bool = False) -> Array:
    """100 days with a trend and a week; `counts` are Poisson around it."""
    rng = np.random.default_rng(seed)
    days = np.arange(100)
    usual = level * (1 + 0.002 * days + 0.15 * np.sin(2 * np.pi * days / 7))
    if counts:
        return rng.poisson(usual).astype(float)
    return usual * (1 + 0.08 * correlated(rng, (100,), memory))


def cities(seed: int, *, count: int = 30, drift: float = 0.02, level: float | None = None) -> Array:
    """Days by cities that share two drifting movements; `level` makes Poisson counts of them."""
    rng = np.random.default_rng(seed)
    shared = np.cumsum(rng.normal(0, drift, (100, 2)), axis=0) @ rng.uniform(0.5, 1.5, (2, count))
    week = 0.15 * np.sin(2 * np.pi * np.arange(100) / 7)[:, None] * rng.uniform(0.5, 1.5, count)
    sizes = rng.lognormal(0, 0.6, count)
    usual = sizes * np.maximum((1 + shared) * (1 + week), 0.05)
    if level is not None:
        return rng.poisson(level * usual).astype(float)
    return 1000 * usual * (1 + 0.04 * correlated(rng, (100, count), 0.5))


def people(seed: int, *, each: int = 150, share: float = 1.0, tail: float = 0.5) -> Array:
    """60 days by people, the first `each` of whom spend twice as much as as many others.

    `share` is that of days on which one spends, `tail` the spread (log) of amounts.
    """
    rng = np.random.default_rng(seed)
    usual = rng.gamma(4, np.repeat([1.0, 0.5], each))
    rhythm = 1 + 0.2 * np.sin(2 * np.pi * np.arange(60) / 7) + 0.005 * np.arange(60)
    spends = rng.random((60, 2 * each)) < share
    return rhythm[:, None] * usual * spends * rng.lognormal(0, tail, (60, 2 * each))


def as_series(values: Array) -> pd.DataFrame:
    """Columns date, y."""
    return pd.DataFrame({"date": _dates(len(values)), "y": values})


def as_panel(values: Array, unit: str = "location") -> pd.DataFrame:
    """Columns date, `unit` (0, 1, ...), y."""
    wide = pd.DataFrame(values, index=_dates(len(values)))
    return wide.stack().rename_axis(["date", unit]).rename("y").reset_index()


def as_people(values: Array) -> pd.DataFrame:
    """Columns date, unit, y, treated: the first half of them."""
    rows = as_panel(values, "unit")
    return rows.assign(treated=rows["unit"] < values.shape[1] // 2)


def day(number: int) -> date:
    """The day of that number."""
    return FIRST + timedelta(number)


def _dates(count: int) -> list[date]:
    return [day(number) for number in range(count)]
