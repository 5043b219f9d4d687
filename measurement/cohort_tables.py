"""Spend, people and revenue as three tables, checked and counted by entry day and age."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import duckdb
import pandas as pd

from measurement.tables import Resources, Table, TableError, columns, opened

REQUIRED = {
    "spend": ("date", "channel", "spend"),
    "people": ("user_id", "date", "channel"),
    "revenue": ("user_id", "date", "revenue"),
}


class EconomicsError(ValueError):
    """The tables contradict each other or themselves, in words for whoever gave them."""


@dataclass(frozen=True)
class Cohorts:
    """`entries` (channel, entry_date, people, spend), `facts` (channel, entry_date, age_days,
    amount) up to `as_of`, and what was left out, in words."""

    entries: pd.DataFrame
    facts: pd.DataFrame
    as_of: date
    notes: tuple[str, ...]


def read_cohorts(
    tables: Mapping[str, Table],
    as_of: date | None = None,
    horizon_days: int = 180,
    resources: Resources | None = None,
) -> Cohorts:
    """The tables `spend`, `people` and `revenue` by entry day, and by age up to the horizon.

    Raises:
        EconomicsError, TableError: as `measurement.economics.from_tables` says.
    """
    if horizon_days < 1:
        raise EconomicsError("horizon_days must be 1 or more.")
    with opened(tables, REQUIRED, resources) as connection:
        try:
            _read(connection)
        except (duckdb.ConversionException, duckdb.BinderException) as error:
            raise TableError(f"A value cannot be read: {str(error).splitlines()[0]}") from error
        last = as_of or _latest(connection)
        notes = _check(connection, last)
        return Cohorts(*_cohorts(connection, last, horizon_days), last, notes)


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
