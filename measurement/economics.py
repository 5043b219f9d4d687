"""What acquisition cohorts cost and bring back, also where they are not old enough yet.

ROAS is the revenue that the people of some entry days bring within a horizon over the spend of
those days: never this month's revenue over this month's spend. What young days will yet bring is
estimated from the lag curve of older ones (`measurement.maturity`), with its interval.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import duckdb
import numpy as np
import pandas as pd

from measurement.maturity import amount_to_come
from measurement.tables import Resources, Table, TableError, columns, opened

ALL = "(all)"
REQUIRED = {
    "spend": ("date", "channel", "spend"),
    "people": ("user_id", "date", "channel"),
    "revenue": ("user_id", "date", "revenue"),
}


class EconomicsError(ValueError):
    """The tables contradict each other or themselves, in words for whoever gave them."""


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


def from_tables(
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
    if horizon_days < 1:
        raise EconomicsError("horizon_days must be 1 or more.")
    tables = {"spend": spend, "people": people, "revenue": revenue}
    with opened(tables, REQUIRED, resources) as connection:
        try:
            _read(connection)
        except (duckdb.ConversionException, duckdb.BinderException) as error:
            raise TableError(f"A value cannot be read: {str(error).splitlines()[0]}") from error
        last = as_of or _latest(connection)
        notes = _check(connection, last)
        entries, facts = _cohorts(connection, last, horizon_days)
    return from_cohorts(entries, facts, last, horizon_days, notes)


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


def _read(connection: duckdb.DuckDBPyConnection) -> None:
    """The three tables with days, ids as text and amounts."""
    named = {name: columns(connection, name) for name in REQUIRED}
    for name, figure in (("spend", "spend"), ("people", None), ("revenue", "revenue")):
        amount = f", cast({figure} as double) as {figure}" if figure else ""
        who = ", nullif(cast(user_id as varchar), '') as user_id" if name != "spend" else ""
        where = ", nullif(trim(cast(channel as varchar)), '') as channel"
        connection.execute(
            f"create temp table {name}_read as select cast(date as date) as date {who} "
            f"{where if 'channel' in named[name] and name != 'revenue' else ''} {amount} "
            f"from {name}"
        )


def _latest(connection: duckdb.DuckDBPyConnection) -> date:
    told = connection.execute(
        "select max(date) from (select max(date) as date from spend_read union all "
        "select max(date) from people_read union all select max(date) from revenue_read)"
    ).fetchall()[0][0]
    if told is None:
        raise EconomicsError("No table has a day.")
    return told


def _check(connection: duckdb.DuckDBPyConnection, as_of: date) -> tuple[str, ...]:
    """Refuse what contradicts itself; say in words what is left out."""
    twice, minus, owed = connection.execute("""
        select
            (select min(user_id) from (
                select user_id from people_read where user_id is not null
                group by 1 having count(*) > 1
            )),
            (select count(*) from spend_read where spend < 0 or isinf(spend)),
            (select count(*) from revenue_read where revenue < 0 or isinf(revenue))
    """).fetchall()[0]
    if twice is not None:
        raise EconomicsError(f"{twice} is in people more than once: one person comes once.")
    if minus or owed:
        raise EconomicsError(
            f"{minus:,} rows of spend and {owed:,} of revenue are below 0 or without bound. Take "
            "refunds out of the row that they refund."
        )
    counts = connection.execute(
        """
        select
            (select count(*) from people_read
                where user_id is null or date is null or channel is null),
            (select count(*) from spend_read
                where date is null or channel is null or coalesce(isnan(spend), true)),
            (select count(*) from revenue_read
                where user_id is null or date is null or coalesce(isnan(revenue), true)),
            (select count(*) from revenue_read anti join people_read using (user_id)
                where user_id is not null),
            (select count(*) from revenue_read as r inner join people_read as p using (user_id)
                where r.date < p.date),
            (select count(*) from (select date from spend_read union all select date
                from people_read union all select date from revenue_read) where date > ?)
        """,
        [as_of],
    ).fetchall()[0]
    named = (
        "people without id, day or channel are left out",
        "rows of spend without day, channel or amount are left out",
        "rows of revenue without person, day or amount are left out",
        "rows of revenue are of people whom nobody brought and are left out",
        "rows of revenue lie before their person came and are left out",
        f"rows lie after {as_of} and are left out",
    )
    return tuple(f"{count:,} {what}." for count, what in zip(counts, named, strict=True) if count)


def _cohorts(
    connection: duckdb.DuckDBPyConnection, as_of: date, horizon: int
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Entry days with people and spend, and revenue by their age."""
    asked = {"as_of": as_of, "horizon": horizon}
    entries = connection.execute(
        """
        select
            channel, date as entry_date,
            cast(sum(people) as bigint) as people, cast(sum(spend) as double) as spend
        from (
            select channel, date, 1 as people, 0.0 as spend from people_read
            where user_id is not null
            union all
            select channel, date, 0, spend from spend_read where not isnan(spend)
        )
        where channel is not null and date <= $as_of
        group by 1, 2
        order by 1, 2
        """,
        {"as_of": as_of},
    ).df()
    facts = connection.execute(
        """
        select p.channel, p.date as entry_date, r.date - p.date as age_days, sum(revenue) as amount
        from revenue_read as r
        inner join people_read as p using (user_id)
        where r.date between p.date and least($as_of, p.date + $horizon)
            and p.channel is not null and not isnan(revenue)
        group by 1, 2, 3
        order by 1, 2, 3
        """,
        asked,
    ).df()
    return entries, facts
