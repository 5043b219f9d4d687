"""Purchases by person summed up in SQL, as forecasts of what people will yet buy need them.

Purchases of one day are one: the day is the unit of time. `frequency` counts the days after the
first one, `recency` the days from the first to the last, `age` those from the first to the cut.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from datetime import date

import duckdb
import pandas as pd

from measurement.tables import Table, TableError, opened

COLUMNS = ("person", "channel", "day", "amount")
BLOCK_DAYS = 30
"""Cohorts are the people whose first purchase fell into one block of days, counted from the cut."""
_DAYS = """
    create temp table days as
    select
        cast(person as varchar) as person,
        coalesce(min(cast(channel as varchar)), '') as channel,
        cast(day as date) as day,
        sum(coalesce(cast(amount as double), 0)) as amount
    from purchases
    group by 1, 3
"""
_STRANGE = """
    select
        count(*) filter (where person is null or day is null) as unnamed,
        count(*) filter (where amount < 0 or isnan(cast(amount as double))) as negative
    from purchases
"""
_PEOPLE = """
    with
    dated as (
        select
            *,
            min(day) over person as first_day,
            first_value(channel) over (person order by day) as first_channel
        from days
        where day <= $cut
        window person as (partition by person)
    )
    select
        person,
        first_channel as channel,
        cast(count(*) - 1 as double) as frequency,
        cast(max(day) - first_day as double) as recency,
        cast($cut - first_day as double) as age,
        coalesce(avg(amount) filter (where day > first_day), 0) as amount
    from dated
    group by person, first_channel, first_day
    order by person
"""
_FIRSTS = f"""
    with
    firsts as (
        select person, ($cut - min(day)) // {BLOCK_DAYS} as cohort
        from days
        group by 1
        having min(day) <= $cut
    )
"""
_BLOCKS = f"""
    {_FIRSTS}
    select
        firsts.cohort,
        firsts.cohort - ($cut - days.day) // {BLOCK_DAYS} as age,
        sum(days.amount) as amount
    from days
    inner join firsts on days.person = firsts.person
    where days.day <= $cut
    group by 1, 2
"""
_LATER = f"""
    {_FIRSTS}
    select
        firsts.cohort,
        sum(days.amount) as amount
    from days
    inner join firsts on days.person = firsts.person
    where days.day > $cut and days.day <= $until
    group by 1
"""


class Purchases:
    """Purchases of people, opened; everything is told as it was known at the end of a day."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def span(self) -> tuple[date, date] | None:
        """The first and the last day with a purchase; None without any."""
        first, last = self._connection.execute("select min(day), max(day) from days").fetchall()[0]
        return None if first is None else (first, last)

    def people(self, cut: date) -> pd.DataFrame:
        """One row per person who had bought: person, channel (of the first purchase), frequency,
        recency and age in days, amount (mean of a day of purchase after the first; 0 for none)."""
        return self._connection.execute(_PEOPLE, {"cut": cut}).df()

    def cohorts(self, cut: date) -> pd.DataFrame:
        """Amounts so far by cohort and age in blocks of days, as `lifetime.ahead` takes them.

        Cohort 0 began in the block that ends with the cut and has age 0, cohort n ages 0 to n.
        """
        found = self._connection.execute(_BLOCKS, {"cut": cut}).df()
        amounts = found.set_index(["cohort", "age"])["amount"]
        cells = [(cohort, age) for cohort in found["cohort"].unique() for age in range(cohort + 1)]
        index = pd.MultiIndex.from_tuples(cells, names=["cohort", "age"])
        told = amounts.reindex(index, fill_value=0.0).groupby("cohort").cumsum()
        return told.rename("revenue").reset_index()

    def later(self, cut: date, until: date) -> pd.Series:
        """What people who had bought by the cut bought after it, until a day: amount by cohort."""
        found = self._connection.execute(_LATER, {"cut": cut, "until": until}).df()
        return found.set_index("cohort")["amount"]


@contextmanager
def purchases_of(table: Table) -> Generator[Purchases]:
    """The purchases in `table` (person, channel, day, amount; an unknown amount counts as 0).

    Raises:
        TableError: when it cannot be read, lacks a column, or has a row without person or day, or
            with an amount below 0.
    """
    with opened({"purchases": table}, {"purchases": COLUMNS}) as connection:
        unnamed, negative = connection.execute(_STRANGE).fetchall()[0]
        if unnamed:
            raise TableError(f"purchases: {unnamed:,} rows have no person or no day.")
        if negative:
            raise TableError(f"purchases: {negative:,} rows have an amount below 0 or no number.")
        connection.execute(_DAYS)
        yield Purchases(connection)
