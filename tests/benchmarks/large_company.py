"""The serving file of a company of 20 million visitors and two years, written by SQL alone.

The small company of the page tests gives every table its columns and kinds of values; here it
grows to 44 channels, 730 days and as many rows as such a company publishes: a table of people by
their number, a table by day, channel and value to where simulated companies of 40 thousand, 200
thousand and 600 thousand visitors saturate.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import duckdb

from tests.benchmarks import large_growth as growth
from tests.benchmarks import large_people as people
from tests.benchmarks.large_people import COPIES, DAYS
from tests.dashboards.fixture import AS_OF, swap, write_serving_file

FIRST_DAY = AS_OF - timedelta(days=DAYS - 1)

_MACROS = f"""
create temp table days as
    select cast(d as date) as day
    from generate_series(date '{FIRST_DAY}', date '{AS_OF}', interval 1 day) as t (d);
create temp table months as select distinct cast(date_trunc('month', day) as date) as month
    from days;
create temp table copies as select n from range({COPIES}) as t (n);
create temp macro named(code, n) as case when n = 0 then code else code || '_' || n end;
create temp macro day_of(n) as cast(date '{AS_OF}' - cast(n % {DAYS} as integer) as date);
create temp macro factor(a, b, c) as 4 + (hash(a, b, c) % 1500) / 100.0;
"""
_PARTS = (*growth.PARTS, *people.PARTS)
_BY_DAY = {
    "fct_channel_daily": ("stat_date", 1),
    "fct_spend_daily": ("stat_date", 15),
    "fct_funnel_daily": ("entry_date", 1),
    "fct_funnel_steps_daily": ("entry_date", 2),
    "fct_channel_cohorts": ("entry_date", 2),
    "fct_growth_daily": ("stat_date", 0),
}
"""Tables of additive figures by day: their day, and how many rows each of theirs becomes."""
_NUMBERS = ("DECIMAL", "BIGINT", "HUGEINT", "INTEGER")
_NOT_ADDED = frozenset({"age_days", "step_number", "window_days"})


def write_company(link: Path) -> Path:
    """Write the company as a new serving file with `link` leading to it, and return the file."""
    link.with_name("headwater-large.duckdb").unlink(missing_ok=True)
    write_serving_file(link, "large")
    target = link.resolve()
    with duckdb.connect(str(target)) as connection:
        connection.execute(_MACROS)
        for part in _PARTS:
            connection.execute(part)
        for table, (day, parts) in _BY_DAY.items():
            connection.execute(_grown(connection, table, day, parts))
    return target


def publish_again(link: Path, name: str) -> Path:
    """The same figures as another build, swapped in as a publish does; returns its file."""
    before = link.resolve()
    fresh = link.with_name(f"headwater-{name}.duckdb")
    if fresh == before:
        fresh = link.with_name(f"headwater-{name}-again.duckdb")
    fresh.unlink(missing_ok=True)
    with duckdb.connect() as connection:
        connection.execute(f"attach '{before}' as old (read_only)")
        connection.execute(f"attach '{fresh}' as new")
        connection.execute("copy from database old to new")
        connection.execute("update new.meta_build set build_id = ?", [name])
    swap(link, fresh)
    return fresh


def _grown(connection: duckdb.DuckDBPyConnection, table: str, day: str, parts: int) -> str:
    """Repeat a table of additive figures over all days and channels, each row by its own factor."""
    described = connection.execute(f"describe {table}").fetchall()
    columns = []
    for name, kind, *_ in described:
        value = f'"{name}"'
        if name == day:
            value = "days.day"
        elif name == "channel":
            value = "named(channel, n)"
        elif name == "campaign_id":
            value = "named(channel, n) || '-c' || part"
        elif name == "is_mature":
            value = f"days.day + 90 <= date '{AS_OF}'"
        elif (
            kind.startswith(("DECIMAL", "BIGINT", "HUGEINT", "INTEGER")) and name not in _NOT_ADDED
        ):
            value = f"cast({value} * factor(days.day, n, part) / {max(parts, 1)} as {kind})"
        columns.append(f'{value} as "{name}"')
    copies = "copies" if parts else "(select 0 as n)"
    return f"""
        create or replace table {table} as
            select {", ".join(columns)}
            from (from {table} where {day} = date '{AS_OF - timedelta(days=60)}') as small
            cross join days cross join {copies} cross join range({max(parts, 1)}) as t (part)
            order by days.day
    """
