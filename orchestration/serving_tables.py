"""The tables of a new serving file: copied whole, or the last one's with what a run changed."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import duckdb

from orchestration.dbt_project import Mart

PUBLISHED_COLUMNS = "columns(lambda name: name != '_person')"
"""All but the number that DuckDB keeps beside the columns of a model that builds people anew."""


def copy_marts(
    connection: duckdb.DuckDBPyConnection,
    draft: Path,
    marts: Sequence[Mart],
    earlier: Path | None = None,
) -> dict[str, int]:
    """Write `marts` of the warehouse on `connection` into the file `draft`; how many rows each has.

    `earlier` is the serving file of the build that this one carried on: of a mart of which a run
    writes some keys anew, the rows of all others stay as they are there.
    """
    draft.unlink(missing_ok=True)
    carried = [mart.name for mart in marts if mart.rebuilt]
    kept = _keep(draft, earlier, carried) if earlier and carried else set()
    connection.execute(f"attach '{draft}' as serving")
    for mart in marts:
        if not (mart.name in kept and _carry_on(connection, mart)):
            connection.execute(
                f'create or replace table serving.main."{mart.name}" as '
                f'select {PUBLISHED_COLUMNS} from "{mart.schema}"."{mart.relation}"'
                f"{_by_day(connection, mart)}"
            )
    rows = {mart.name: _rows(connection, f'serving.main."{mart.name}"') for mart in marts}
    connection.execute("detach serving")
    return rows


def _keep(draft: Path, earlier: Path, names: Sequence[str]) -> set[str]:
    """Begin `draft` with these tables of `earlier` alone; the names of those that are there."""
    shutil.copyfile(earlier, draft)
    with duckdb.connect(str(draft)) as connection:
        found = {
            name
            for (name,) in connection.execute("from duckdb_tables() select table_name").fetchall()
        }
        for name in found.difference(names):
            connection.execute(f'drop table "{name}"')
        # Their room is free for the new ones only after it
        connection.execute("checkpoint")
    return found.intersection(names)


def _carry_on(connection: duckdb.DuckDBPyConnection, mart: Mart) -> bool:
    """Change rows of the keys that the run wrote anew; False if rows are missing or left then."""
    built, serving = f'"{mart.schema}"."{mart.relation}"', f'serving.main."{mart.name}"'
    same = " and ".join(f'listed."{name}" is not distinct from known."{name}"' for name in mart.key)
    listed = f'exists (select 1 from "{mart.schema}"."{mart.rebuilt}" as listed where {same})'
    connection.execute(f"delete from {serving} as known where {listed}")
    connection.execute(
        f"insert into {serving} by name select {PUBLISHED_COLUMNS} from {built} as known "
        f"where {listed}{_by_day(connection, mart)}"
    )
    return _rows(connection, serving) == _rows(connection, built)


def _by_day(connection: duckdb.DuckDBPyConnection, mart: Mart) -> str:
    """Rows of a day lie together, so that a window of days is read without the rest of a mart."""
    found = connection.execute(
        "select column_name from duckdb_columns() where schema_name = ? and table_name = ? "
        "and data_type = 'DATE' order by column_index limit 1",
        [mart.schema, mart.relation],
    ).fetchall()
    return f' order by "{found[0][0]}" nulls last' if found else ""


def _rows(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    return int(connection.execute(f"select count(*) from {table}").fetchall()[0][0])
