"""A window beside the equal window that it is compared with."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from dashboards.formats import Number, number_or_none
from dashboards.queries.filters import Filters
from dashboards.queries.reader import Build

COMPARED = (
    "(stat_date between $start and $end or stat_date between $previous_start and $previous_end)"
)
"""Days of both windows; those from `$start` on are the current ones, whatever is compared."""


@dataclass(frozen=True)
class Headline:
    """A number of the window, of the window before, and the relative change (None: undefined)."""

    value: Number | None
    previous: Number | None = None

    @property
    def change(self) -> float | None:
        """(value - previous) / previous."""
        if self.value is None or not self.previous:
            return None
        return (self.value - self.previous) / abs(self.previous)


def has_previous(build: Build, filters: Filters) -> bool:
    """Whether the company's data covers the whole window of the comparison."""
    return build.first_date is not None and build.first_date <= filters.previous_start


def headlines(frame: pd.DataFrame, comparable: bool) -> dict[str, Headline]:
    """One headline per column of a frame with at most one row per value of `is_current`."""
    rows = {bool(row["is_current"]): row for _, row in frame.iterrows()}
    current, previous = rows.get(True), rows.get(False) if comparable else None
    return {
        str(name): Headline(
            number_or_none(None if current is None else current[name]),
            number_or_none(None if previous is None else previous[name]),
        )
        for name in frame.columns
        if name != "is_current"
    }
