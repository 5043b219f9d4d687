"""Marts copied into the draft of a serving file: large ones only where a day of them changed."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Sequence
from pathlib import Path

import duckdb

from orchestration.dbt_project import Mart

LARGE = 100_000
"""Rows of a mart from which finding the days that changed costs less than copying all of it."""
PUBLISHED_COLUMNS = "columns(lambda name: name != '_person')"
"""All but the number that DuckDB keeps beside the columns of a model that builds people anew."""


def copy_marts(
    connection: duckdb.DuckDBPyConnection,
    draft: Path,
    marts: Sequence[Mart],
    published: Path | None = None,
) -> dict[str, int]:
    """Write `marts` of the connection's warehouse into the new file `draft`; rows by mart.

    With `published`, an earlier serving file, large marts begin as they stand there, and only days
    whose rows differ are written; what else it holds is left out. One that cannot be read is not
    used.
    """
    if published:
        try:
            return _copy(connection, draft, marts, published)
        except duckdb.Error:
            logging.exception("%s could not be carried on, so all is copied.", published.name)
    return _copy(connection, draft, marts)


def _copy(
    connection: duckdb.DuckDBPyConnection,
    draft: Path,
    marts: Sequence[Mart],
    published: Path | None = None,
) -> dict[str, int]:
    draft.unlink(missing_ok=True)
    if published:
        shutil.copyfile(published, draft)
    connection.execute(f"attach '{draft}' as serving")
    try:
        carried = [mart for mart in marts if published and _is_carried_on(connection, mart)]
        _drop_others(connection, carried)
        rows = {}
        for mart in marts:
            write = _write_days if mart in carried else _write_all
            write(connection, mart)
            counted = connection.execute(f"select count(*) from {_served(mart)}").fetchall()
            rows[mart.name] = int(counted[0][0])
    finally:
        connection.execute("detach serving")
    return rows


def _served(mart: Mart) -> str:
    return f'serving.main."{mart.name}"'


def _built(mart: Mart) -> str:
    return f'(select {PUBLISHED_COLUMNS} from "{mart.schema}"."{mart.relation}")'


def _write_all(connection: duckdb.DuckDBPyConnection, mart: Mart) -> None:
    connection.execute(
        f"create table {_served(mart)} as from {_built(mart)}{_by_day(_day(connection, mart))}"
    )


def _write_days(connection: duckdb.DuckDBPyConnection, mart: Mart) -> None:
    day = _day(connection, mart)
    is_changed = f'"{day}" in (select day from {_changed(mart)})'
    connection.execute(f"delete from {_served(mart)} where {is_changed}")
    connection.execute(
        f"insert into {_served(mart)} from {_built(mart)} where {is_changed}{_by_day(day)}"
    )
    connection.execute(f"drop table {_changed(mart)}")


def _by_day(day: str) -> str:
    """Rows of a day lie together, so that a window of days is read without the rest of a mart."""
    return f' order by "{day}" nulls last' if day else ""


def _day(connection: duckdb.DuckDBPyConnection, mart: Mart) -> str:
    """The mart's first column of days; empty where it has none."""
    found = connection.execute(
        "select column_name from duckdb_columns() where database_name = current_database() "
        "and schema_name = ? and table_name = ? and data_type = 'DATE' "
        "order by column_index limit 1",
        [mart.schema, mart.relation],
    ).fetchall()
    return found[0][0] if found else ""


def _changed(mart: Mart) -> str:
    return f'temp.main."{mart.name}_changed"'


def _is_carried_on(connection: duckdb.DuckDBPyConnection, mart: Mart) -> bool:
    """Whether less than half of a large mart is to be written again; lists the days if so."""
    day = _day(connection, mart)
    if not day or _columns(connection, _served(mart)) != _columns(connection, _built(mart)):
        return False
    rows = connection.execute(f"select count(*) from {_built(mart)}").fetchall()[0][0]
    if rows < LARGE:
        return False
    told = f'select "{day}" as day, count(*) as rows, sum(hash(told)) as contents from'
    connection.execute(
        f"create or replace temporary table {_changed(mart)} as "
        "select coalesce(built.day, served.day) as day, coalesce(built.rows, 0) as rows "
        f"from ({told} {_built(mart)} as told group by 1) as built "
        f"full join ({told} {_served(mart)} as told group by 1) as served "
        "on built.day = served.day "
        "where (built.rows, built.contents) is distinct from (served.rows, served.contents)"
    )
    changed, is_dated = connection.execute(
        f"select coalesce(sum(rows), 0), bool_and(day is not null) from {_changed(mart)}"
    ).fetchall()[0]
    is_little = is_dated is not False and changed < rows / 2
    if not is_little:
        connection.execute(f"drop table {_changed(mart)}")
    return is_little


def _columns(connection: duckdb.DuckDBPyConnection, relation: str) -> list[tuple[str, str]] | None:
    """Names and types; None where there is no such table."""
    try:
        described = connection.execute(f"describe from {relation}").fetchall()
    except duckdb.CatalogException:
        return None
    return [(name, kind) for name, kind, *_ in described]


def _drop_others(connection: duckdb.DuckDBPyConnection, kept: Sequence[Mart]) -> None:
    names = [mart.name for mart in kept]
    others = connection.execute(
        "select table_name from duckdb_tables() where database_name = 'serving' "
        "and not list_contains(?, table_name)",
        [names],
    ).fetchall()
    for (name,) in others:
        connection.execute(f'drop table serving.main."{name}"')
    # Only then is their room used again
    connection.execute("checkpoint serving")
