"""What acquisition cohorts cost and bring back, also where they are not old enough yet.

ROAS is the revenue that the people of some entry days bring within a horizon over the spend of
those days: never this month's revenue over this month's spend. What young days will yet bring is
estimated from the lag curve of older ones (`measurement.maturity`), with its interval.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from measurement.cohort_tables import EconomicsError, read_cohorts
from measurement.maturity import amount_to_come
from measurement.tables import Resources, Table

__all__ = ["ALL", "Economics", "EconomicsError", "from_cohorts", "from_tables", "payback_days"]

ALL = "(all)"


@dataclass(frozen=True)
class Economics:
    """Per channel, and for all together, what its cohorts cost and bring within the horizon.

    `table`: channel, entry_days, mature_days, people, spend, revenue (so far, within the horizon),
    mature_roas (of the entry days that are old enough), roas, roas_low, roas_high (of all entry
    days, what is still to come estimated), roi (that ROAS less 1), payback_days (the first age at
    which revenue reaches the spend of the days that are so old). NaN where nothing can be said:
    ratios without spend, and estimates where too little is old enough. `notes` says what was left
    out or cannot be told.
    """

    table: pd.DataFrame
    horizon_days: int
    as_of: date
    notes: tuple[str, ...]


def from_tables(  # noqa: PLR0913 - three tables and what is asked of them
    spend: Table,
    people: Table,
    revenue: Table,
    *,
    as_of: date | None = None,
    horizon_days: int = 180,
    resources: Resources | None = None,
) -> Economics:
    """Economics of `people` (user_id, date they came, channel), whom `spend` (date, channel,
    spend) brought and who brought `revenue` (user_id, date, revenue).

    `as_of` is the last day that is complete, the latest of any table unless given; what lies after
    it does not count.

    Raises:
        EconomicsError: for a person told twice, spend or revenue below 0, a horizon below 1.
        TableError: when a table cannot be read or lacks a column.
    """
    tables = {"spend": spend, "people": people, "revenue": revenue}
    told = read_cohorts(tables, as_of, horizon_days, resources)
    return from_cohorts(told.entries, told.facts, told.as_of, horizon_days, told.notes)


def from_cohorts(
    entries: pd.DataFrame,
    facts: pd.DataFrame,
    as_of: date,
    horizon_days: int = 180,
    notes: tuple[str, ...] = (),
) -> Economics:
    """The same from entry days: `entries` has channel, entry_date, people, spend; `facts` has
    channel, entry_date, age_days, amount.

    Raises:
        ValueError: when an amount is below 0, or lies after `as_of` or before its entry.
    """
    groups = [(ALL, entries, facts)]
    for name in sorted(entries["channel"].unique()):
        own = (table[table["channel"] == name] for table in (entries, facts))
        groups.append((name, *own))
    rows = [
        _row(name, *_summed(own, told), as_of, horizon_days)
        for name, own, told in groups
        if len(own)
    ]
    table = pd.DataFrame(rows, columns=list(_COLUMNS))
    unknown = table.loc[table["roas"].isna() & (table["spend"] > 0), "channel"].tolist()
    if unknown:
        notes += (
            f"Too little is {horizon_days} days old to say what is still to come of "
            f"{', '.join(unknown)}.",
        )
    return Economics(table, horizon_days, as_of, notes)


_COLUMNS = (
    *("channel", "entry_days", "mature_days", "people", "spend", "revenue", "mature_roas"),
    *("roas", "roas_low", "roas_high", "roi", "payback_days"),
)


def _summed(entries: pd.DataFrame, facts: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    by_day = entries.groupby("entry_date", as_index=False)[["people", "spend"]].sum()
    return by_day, facts.groupby(["entry_date", "age_days"], as_index=False)["amount"].sum()


def _row(
    name: str, entries: pd.DataFrame, facts: pd.DataFrame, as_of: date, horizon: int
) -> tuple[object, ...]:
    told = amount_to_come(entries, facts, as_of, horizon)
    rest, low, high = told.total
    spend, so_far = float(entries["spend"].sum()), float(told.days["so_far"].sum())
    is_mature = _ages(entries["entry_date"], as_of) >= horizon
    if is_mature.all():
        rest = low = high = 0.0
    mature = float(entries["spend"].to_numpy()[is_mature].sum())
    by_then = float(told.days["so_far"].to_numpy()[is_mature].sum())
    ends = [_ratio(so_far + more, spend) for more in (rest, low, high)]
    return (
        *(name, len(entries), int(is_mature.sum()), int(entries["people"].sum()), spend, so_far),
        *(_ratio(by_then, mature), *ends, ends[0] - 1),
        payback_days(entries, facts, as_of, horizon),
    )


def payback_days(
    entries: pd.DataFrame, facts: pd.DataFrame, as_of: date, horizon: int = 180
) -> float:
    """The first age at which revenue reaches the spend of the entry days that are so old.

    NaN when it has not within `horizon` days, or when nothing was spent.
    """
    oldest = _ages(entries["entry_date"], as_of)
    spent = np.bincount(np.minimum(oldest, horizon), entries["spend"], horizon + 1)
    spent = np.cumsum(spent[::-1])[::-1]
    within = facts[facts["age_days"] <= horizon]
    ages = within["age_days"].to_numpy(dtype=int)
    gone = np.minimum(_ages(within["entry_date"], as_of), horizon) + 1
    change = np.bincount(ages, within["amount"], horizon + 2)
    change -= np.bincount(gone, within["amount"], horizon + 2)
    reached = np.flatnonzero((spent > 0) & (np.cumsum(change)[:-1] >= spent))
    return float(reached[0]) if reached.size else np.nan


def _ages(entry_dates: pd.Series, as_of: date) -> np.ndarray:
    days = pd.to_datetime(entry_dates).to_numpy().astype("datetime64[D]")
    return (np.datetime64(as_of, "D") - days).astype(int)


def _ratio(amount: float, of: float) -> float:
    return amount / of if of > 0 else np.nan
