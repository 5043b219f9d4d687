"""Days, ISO weeks and months."""

from __future__ import annotations

from typing import Literal, cast

import pandas as pd

from dashboards.queries.filters import Filters

Grain = Literal["day", "week", "month"]
GRAINS: tuple[Grain, ...] = ("day", "week", "month")


def full_days(starts: pd.Series, grain: str) -> pd.Series:
    """How many days each period has when nothing of it is cut off."""
    if grain == "month":
        return starts.dt.days_in_month
    return pd.Series(7 if grain == "week" else 1, index=starts.index)


def fitting_grain(filters: Filters) -> Grain:
    """The grain that gives a window a readable number of points."""
    return "day" if filters.day_count <= 100 else "week" if filters.day_count <= 400 else "month"


def as_grain(code: str) -> Grain:
    """A grain from a code that is known to be one."""
    return cast(Grain, code)
