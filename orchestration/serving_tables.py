"""The tables of a new serving file: copied whole, or the last one's with what a run changed."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Sequence
from pathlib import Path

import duckdb

from orchestration.dbt_project import Mart

LOG = logging.getLogger(__name__)
PUBLISHED_COLUMNS = "columns(lambda name: name != '_person')"
"""All but the number that DuckDB keeps beside the columns of a model that builds people anew."""


def copy_marts(
    connection: duckdb.DuckDBPyConnection,
    draft: Path,
    marts: Sequence[Mart],
    base: Path,
    earlier: Path | None = None,
) -> dict[str, int]:
    """Write `marts` of the warehouse on `connection` into the file `draft`; how many rows each has.

    Marts of which a daily run writes some keys anew come first, and a copy of the file as it is
    then stays as `base`. With `earlier`, the base of the build that this one carried on, rows of
    all other keys stay as they are there. A base holds none of the other marts: DuckDB gives back
    no room within a file, so that what is deleted, of a person too, would stay readable in copies.
    """
    carried = [mart for mart in marts if mart.rebuilt]
    rows = _begun(connection, draft, carried, earlier) if earlier else None
    if rows is None:
        _remove(draft)
        rows = _write(connection, draft, carried)
    if carried:
        shutil.copyfile(draft, base)
    return rows | _write(connection, draft, [mart for mart in marts if not mart.rebuilt])


def _begun(
    connection: duckdb.DuckDBPyConnection, draft: Path, carried: Sequence[Mart], earlier: Path
) -> dict[str, int] | None:
    """Write `carried` onto a copy of `earlier`; None where that cannot be read, cut short, say."""
    _remove(draft)
    shutil.copyfile(earlier, draft)
    try:
        return _write(connection, draft, carried, is_begun=True)
    except duckdb.Error as error:
        connection.execute("detach database if exists serving")
        LOG.warning("%s cannot be carried on, so all of it is copied: %s", earlier.name, error)
        return None


def _remove(draft: Path) -> None:
    """With what a publish that was killed had not yet written into it."""
    draft.unlink(missing_ok=True)
    draft.with_name(f"{draft.name}.wal").unlink(missing_ok=True)


def _write(
    connection: duckdb.DuckDBPyConnection,
    draft: Path,
    marts: Sequence[Mart],
    *,
    is_begun: bool = False,
) -> dict[str, int]:
    connection.execute(f"attach '{draft}' as serving")
    rows = {}
    for mart in marts:
        if not (is_begun and _carry_on(connection, mart)):
            connection.execute(
                f'create or replace table serving.main."{mart.name}" as '
                f'select {PUBLISHED_COLUMNS} from "{mart.schema}"."{mart.relation}"'
                f"{_by_day(connection, mart)}"
            )
        rows[mart.name] = _rows(connection, f'serving.main."{mart.name}"')
    connection.execute("detach serving")
    return rows


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
