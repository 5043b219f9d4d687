"""A panel of locations and periods as a matrix, its gaps found and named."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from measurement.geo.phrases import PHRASES
from measurement.tables import Table, TableError, number, opened
from measurement.words import Words, say

Array = npt.NDArray[np.float64]

MOST_FILLED = 0.05
"""A control with a larger share of its periods missing is left out rather than filled."""

PANEL = f"""
select trim(cast(location as varchar)), cast(date as date), sum(y), count(y)
from (
    select location, date, {number("y")} as y
    from panel
)
where location is not null and date is not null
group by 1, 2
order by 2 nulls first, 1 nulls first
"""


@dataclass(frozen=True)
class Test:
    """Series by period: the treated ones' mean, the controls' (periods x controls), and when."""

    dates: list[date]
    treated: list[str]
    controls: list[str]
    y: Array
    x: Array
    before: npt.NDArray[np.bool_]
    during: npt.NDArray[np.bool_]
    after: npt.NDArray[np.bool_]
    warnings: list[Words] = field(default_factory=list)

    @property
    def up_to_end(self) -> npt.NDArray[np.bool_]:
        """Periods before and during the test."""
        return self.before | self.during


def read(panel: Table, treated: Collection[str] | str, start: date, end: date) -> Test:
    """The panel ready for weights.

    Raises:
        TableError: when columns lack, dates cannot be read or a treated location is unknown.
    """
    wide, added_up = _wide(panel)
    return arranged(wide, treated, start, end, added_up)


def arranged(
    wide: pd.DataFrame,
    treated: Collection[str] | str,
    start: date,
    end: date,
    added_up: int = 0,
) -> Test:
    """The same from a frame with a column per location and dates as its index, in order.

    Raises:
        TableError: when a treated location is unknown.
    """
    chosen = _known(wide, _listed(treated))
    warnings = [say(PHRASES, "added_up", rows=added_up)] if added_up else []
    warnings += _calendar(wide, start, end)
    whole = wide[wide[chosen].notna().all(axis=1)]
    lost = [day for day in wide.index if day not in whole.index]
    if lost:
        warnings.append(say(PHRASES, "treated_gaps", days=len(lost), first=lost[0]))
    others, more = _controls(whole.drop(columns=chosen))
    dates = list(whole.index)
    before = np.array([day < start for day in dates], dtype=bool)
    after = np.array([day > end for day in dates], dtype=bool)
    mean = whole[chosen].mean(axis=1).to_numpy(dtype=float)
    return Test(
        dates,
        chosen,
        list(others.columns),
        mean,
        others.to_numpy(dtype=float),
        before,
        ~before & ~after,
        after,
        [*warnings, *more],
    )


def _wide(panel: Table) -> tuple[pd.DataFrame, int]:
    with opened({"panel": panel}, {"panel": ("location", "date", "y")}) as connection:
        try:
            rows = connection.execute(PANEL).fetchall()
        except Exception as error:
            raise TableError(f"The panel cannot be read: {str(error).splitlines()[0]}") from error
    if not rows:
        raise TableError("The panel has no rows with a location and a date.")
    long = pd.DataFrame(rows, columns=["location", "date", "y", "rows"])
    if long["y"].isna().all():
        raise TableError("y has no number in any row: deliver plain numbers, without units.")
    added_up = int(long["rows"].sub(1).clip(lower=0).sum())
    return long.pivot(index="date", columns="location", values="y").sort_index(), added_up


def _listed(treated: Collection[str] | str) -> list[str]:
    """One location stands for itself."""
    if treated is None:
        return []
    alone = isinstance(treated, str) or not isinstance(treated, Collection)
    return [str(treated)] if alone else [str(name) for name in treated]


def _known(wide: pd.DataFrame, treated: list[str]) -> list[str]:
    by_folded = {str(name).casefold(): str(name) for name in wide.columns}
    unknown = [name for name in treated if str(name).strip().casefold() not in by_folded]
    if unknown or not treated:
        raise TableError(
            f"The panel has no location {', '.join(map(str, unknown)) or '(none was given)'}."
        )
    return list(dict.fromkeys(by_folded[str(name).strip().casefold()] for name in treated))


def _calendar(wide: pd.DataFrame, start: date, end: date) -> list[Words]:
    """Periods that no location has, judged by the usual step between two."""
    days = [day.toordinal() for day in wide.index]
    steps = np.diff(days)
    if not len(steps):
        return []
    usual = int(np.median(steps))
    holes = int(sum(step // usual - 1 for step in steps if step > usual))
    said = [say(PHRASES, "missing_days", days=holes)] if holes else []
    if wide.index[-1] < end:
        said.append(say(PHRASES, "ends_early", last=wide.index[-1], end=end))
    return said


def _controls(others: pd.DataFrame) -> tuple[pd.DataFrame, list[Words]]:
    """Controls nearly without gaps, the small gaps filled in a straight line."""
    gaps = others.isna().mean()
    kept = others.loc[:, gaps <= MOST_FILLED]
    still = kept.columns[kept.max() == kept.min()]
    kept = kept.drop(columns=still)
    said = [say(PHRASES, "still", count=len(still))] if len(still) else []
    dropped = [str(name) for name in gaps.index[gaps > MOST_FILLED]]
    if dropped:
        named = ", ".join(dropped[:5]) + (" ..." if len(dropped) > 5 else "")
        said.append(say(PHRASES, "controls_left_out", controls=named, count=len(dropped)))
    filled = int(kept.isna().sum().sum())
    if filled:
        said.append(say(PHRASES, "filled", days=filled))
        kept = kept.interpolate(limit_direction="both")
    return kept, said


def locations(panel: Table) -> list[str]:
    """Every location of a panel, by name."""
    wide, _ = _wide(panel)
    return [str(name) for name in wide.columns]
