"""Panels of cities that share ups and downs, with an effect put where a test wants it."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd

FIRST = date(2021, 1, 1)


def panel(
    seed: int, cities: int = 30, days: int = 75, start: int = 60, effect: float = 0.0
) -> pd.DataFrame:
    """Columns location (c0, c1, ...), date, y; `c0` gains `effect` from day `start` on."""
    rng = np.random.default_rng(seed)
    trend = np.cumsum(rng.normal(0, 0.02, (days, 2)), axis=0)
    week = 0.15 * np.sin(2 * np.pi * np.arange(days) / 7)[:, None] * rng.uniform(0.5, 1.5, cities)
    noise = rng.normal(0, 0.03, (days, cities))
    for day in range(1, days):
        noise[day] += 0.5 * noise[day - 1]
    y = rng.lognormal(7, 0.6, cities) * (1 + trend @ rng.uniform(0.5, 1.5, (2, cities)))
    y *= (1 + week) * (1 + noise)
    y[start:, 0] *= 1 + effect
    names = [f"c{k}" for k in range(cities)]
    wide = pd.DataFrame(y, index=[FIRST + timedelta(k) for k in range(days)], columns=names)
    return wide.stack().rename_axis(["date", "location"]).rename("y").reset_index()


def day(number: int) -> str:
    """The panel's day of that number as text."""
    return (FIRST + timedelta(number)).isoformat()


def exact(days: int = 30, start: int = 20, effect: float = 5.0) -> pd.DataFrame:
    """Six controls and `mix` = (c1 + c2) / 2 + 100, without noise, plus `effect` from `start`."""
    rng = np.random.default_rng(0)
    wide = pd.DataFrame(rng.uniform(20, 40, (days, 6)), columns=[f"c{k}" for k in range(1, 7)])
    wide["mix"] = (wide["c1"] + wide["c2"]) / 2 + 100
    wide.loc[start:, "mix"] += effect
    wide.index = [FIRST + timedelta(k) for k in range(days)]
    return wide.stack().rename_axis(["date", "location"]).rename("y").reset_index()
