"""The effect of each day, from sums by arm and day."""

from __future__ import annotations

import math
from collections.abc import Mapping

import pandas as pd

from measurement.profit import USUAL
from measurement.promotions.standard import Value

UNITS = {"smallest": "smallest", "larger": "larger", "again": "again_squared"}
"""Numbers of units by kind, and their squares; one person is a first investor once."""
COLUMNS = ("stat_date", "effect", "low", "high", "cumulative")


def daily_effects(days: pd.DataFrame, people: dict[str, int], control: str) -> pd.DataFrame:
    """Revenue won per day by each treated arm as a whole, beyond what the control's people brought.

    `days`: arm, stat_date, revenue, revenue_squared, a row missing where nobody invested; `people`
    by arm. Columns: arm, stat_date, effect (yuan), low, high (95 %), cumulative.
    """
    every = sorted(days["stat_date"].unique())
    told = []
    for arm, count in people.items():
        if arm == control or not count or not people[control]:
            continue
        mine, base = (_moments(days, name, people[name], every) for name in (arm, control))
        effect = (mine["mean"] - base["mean"]) * count
        reach = USUAL * ((mine["error"] + base["error"]) ** 0.5) * count
        told.append(
            pd.DataFrame(
                {
                    "arm": arm,
                    "stat_date": every,
                    "effect": effect.to_numpy(),
                    "low": (effect - reach).to_numpy(),
                    "high": (effect + reach).to_numpy(),
                    "cumulative": effect.cumsum().to_numpy(),
                }
            )
        )
    return pd.concat(told) if told else pd.DataFrame(columns=["arm", *COLUMNS])


def between(one: pd.DataFrame, other: pd.DataFrame) -> pd.DataFrame:
    """The middle of two answers of `daily_effects` on the same days; intervals that hold both."""
    paired = one.merge(other, on=["arm", "stat_date"], suffixes=("", "_other"))
    for column in ("effect", "cumulative"):
        paired[column] = (paired[column] + paired[f"{column}_other"]) / 2
    paired["low"] = paired[["low", "low_other"]].min(axis=1)
    paired["high"] = paired[["high", "high_other"]].max(axis=1)
    return paired[list(one.columns)]


def at_standard_values(days: pd.DataFrame, value: Mapping[str, Value]) -> pd.DataFrame:
    """The days of `daily_effects` with revenue at standard values (see `standard`).

    A first investor is worth all that such a one brings, on the day of the first order.
    """
    worth = {unit: value[unit].mean for unit in UNITS}
    revenue = sum(worth[unit] * days[unit] for unit in UNITS)
    squares = sum(worth[unit] ** 2 * days[squared] for unit, squared in UNITS.items())
    return days.assign(revenue=revenue, revenue_squared=squares)


def _moments(days: pd.DataFrame, arm: str, people: int, every: list) -> pd.DataFrame:
    """Mean revenue per person and its squared error on each day."""
    mine = days[days["arm"] == arm].set_index("stat_date")[["revenue", "revenue_squared"]]
    filled = mine.reindex(every, fill_value=0.0)
    mean = filled["revenue"] / people
    spread = (filled["revenue_squared"] - people * mean**2).clip(lower=0.0)
    error = spread / max(people - 1, 1) / people
    return pd.DataFrame({"mean": mean, "error": error if people > 1 else math.nan})
