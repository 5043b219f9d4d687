"""What a company has published, in a form in which two companies can be compared."""

from dataclasses import dataclass
from pathlib import Path

import duckdb

from ingest.config import Paths

MOMENTS_OF_THE_RUN = frozenset(
    ("_load_id", "_loaded_at", "delivery_id", "load_id", "loaded_at", "last_loaded_at")
)
"""Columns that say when and by which run, not what."""

Rows = list[tuple[object, ...]]


@dataclass(frozen=True)
class Figure:
    """One row where two companies differ."""

    mart: str
    only_here: Rows
    only_there: Rows


def rows(paths: Paths, sql: str) -> Rows:
    """A query on the serving file."""
    with duckdb.connect(str(paths.serving.resolve()), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def figures(paths: Paths, without: frozenset[str] = frozenset()) -> dict[str, Rows]:
    """Every published mart as sorted rows, without the moments of the run and the log of alerts."""
    with duckdb.connect(str(paths.serving.resolve()), read_only=True) as connection:
        marts = [name for (name,) in connection.execute("show tables").fetchall()]
        return {
            mart: _rows(connection, mart)
            for mart in marts
            if mart not in without and not mart.startswith(("meta_", "fct_alert"))
        }


def differences(here: dict[str, Rows], there: dict[str, Rows]) -> list[Figure]:
    """The first rows of each mart that one has and the other lacks; empty when all is the same."""
    found = []
    for mart in sorted(here.keys() | there.keys()):
        mine, theirs = here.get(mart, []), there.get(mart, [])
        if mine != theirs:
            mine_only = [row for row in mine if row not in theirs][:3]
            found.append(Figure(mart, mine_only, [row for row in theirs if row not in mine][:3]))
    return found


def build_id(paths: Paths) -> str:
    """Of the newest publish."""
    return str(rows(paths, "select build_id from meta_build")[0][0])


def serving_files(paths: Paths) -> list[Path]:
    """All builds that are kept."""
    return sorted(paths.serving.parent.glob("headwater-*.duckdb"))


def _rows(connection: duckdb.DuckDBPyConnection, mart: str) -> Rows:
    columns = [row[0] for row in connection.execute(f'describe "{mart}"').fetchall()]
    kept = [column for column in columns if column not in MOMENTS_OF_THE_RUN]
    listed = ", ".join(f'"{column}"' for column in kept)
    found = connection.execute(f'select {listed} from "{mart}"').fetchall()
    return sorted((_rounded(row) for row in found), key=repr)


def _rounded(row: tuple[object, ...]) -> tuple[object, ...]:
    return tuple(float(f"{cell:.9g}") if isinstance(cell, float) else cell for cell in row)
