"""Days, ISO weeks and months."""

from __future__ import annotations

from collections.abc import Callable, Mapping
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


def fitting_weeks(filters: Filters) -> Grain:
    """Weeks, and months for windows of more than a year."""
    return "month" if fitting_grain(filters) == "month" else "week"


def fitting_cohorts(filters: Filters) -> Grain:
    """Weeks for half a year, months for longer windows."""
    return "week" if filters.day_count <= 190 else "month"


def days_per_bar(filters: Filters) -> int:
    """The days that one bar of a small chart stands for: one, or a week in longer windows."""
    return 1 if filters.day_count <= 31 else 7


def days_per_point(filters: Filters) -> int:
    """The days that one point of a small line stands for: one, a week, or four weeks."""
    return 1 if filters.day_count <= 31 else 7 if filters.day_count <= 210 else 28


def points(filters: Filters) -> int:
    """How many points a small line has."""
    return max(1, filters.day_count // days_per_point(filters))


FITTED: Mapping[str, tuple[Callable[[Filters], str | int], ...]] = {
    "grain": (fitting_grain, fitting_weeks, fitting_cohorts),
    "days": (days_per_bar,),
    "span": (days_per_point,),
    "spans": (points,),
}
"""What queries bind by these names follows from the window, in one of these ways."""


def as_grain(code: str) -> Grain:
    """A grain from a code that is known to be one."""
    return cast(Grain, code)
