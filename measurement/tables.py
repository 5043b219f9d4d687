"""Tables as people have them (a file, a relation, a DataFrame), opened for SQL."""

from __future__ import annotations

import json
from collections.abc import Collection, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from math import isnan
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pandas as pd
import pyarrow as pa

from measurement.engine import connected
from measurement.line_ends import mixed_line_ends

Table = str | Path | duckdb.DuckDBPyRelation | pd.DataFrame | pa.Table
"""A file of Parquet or CSV, a folder of Parquet, a pattern; or a DuckDB relation, a DataFrame."""


class TableError(ValueError):
    """A table cannot be read or lacks a column, in words for whoever gave it."""


LARGEST = 1e100
"""No business has a larger number; its square must fit into a double."""


@dataclass(frozen=True)
class Resources:
    """How much of the machine a question may use; beyond `memory` DuckDB spills to disk."""

    threads: int | None = None
    memory: str = "3GB"


@contextmanager
def opened(
    tables: Mapping[str, Table],
    required: Mapping[str, Collection[str]] | None = None,
    resources: Resources | None = None,
) -> Generator[duckdb.DuckDBPyConnection]:
    """A connection of its own, time zone UTC, on which each of `tables` has its name.

    Raises:
        TableError: when a table cannot be read or lacks one of its `required` columns.
    """
    asked = resources or Resources()
    with TemporaryDirectory(prefix="headwater-") as folder, connected() as connection:
        connection.execute("set timezone = 'UTC'")
        connection.execute("set preserve_insertion_order = false")
        connection.execute("set enable_progress_bar = false")
        connection.execute(f"set memory_limit = '{asked.memory}'")
        if asked.threads:
            connection.execute(f"set threads = {asked.threads}")
        try:
            for name, table in tables.items():
                _name(connection, name, table, Path(folder))
                _require(connection, name, (required or {}).get(name, ()))
            yield connection
        except (duckdb.InvalidInputException, TableError) as error:
            _refuse_mixed_line_ends(tables, error)
            raise


def number(column: str) -> str:
    """SQL for a number that is null where it is missing, no number, infinite or absurdly large."""
    value = f"try_cast({column} as double)"
    return f"case when abs({value}) <= {LARGEST} then {value} end"


def columns(connection: duckdb.DuckDBPyConnection, name: str) -> dict[str, str]:
    """Columns of a table of `connection`, with their DuckDB types."""
    described = connection.execute(f'describe "{name}"').fetchall()
    return {column: kind for column, kind, *_ in described}


def instant(connection: duckdb.DuckDBPyConnection, name: str, column: str = "ts") -> str:
    """SQL for the instant in `column` as a TIMESTAMP in UTC.

    Text may carry an offset (`2026-05-01T09:00:00+08:00`) or `Z`; without one it is UTC. Numbers
    are seconds since 1970.
    """
    kind = columns(connection, name)[column]
    if kind == "TIMESTAMP WITH TIME ZONE":
        return f"(\"{column}\" at time zone 'UTC')"
    if kind == "VARCHAR":
        return f"(cast(\"{column}\" as timestamptz) at time zone 'UTC')"
    if kind.startswith(("TIMESTAMP", "DATE")):
        return f'cast("{column}" as timestamp)'
    return f'make_timestamp(cast(round(cast("{column}" as double) * 1e6) as bigint))'


def answers(
    connection: duckdb.DuckDBPyConnection, sql: str, values: Mapping[str, object] | None = None
) -> list[tuple]:
    """All rows of a statement over tables that people gave.

    Raises:
        TableError: when a column does not hold what it should.
    """
    try:
        return connection.execute(sql, values or {}).fetchall()
    except (duckdb.ConversionException, duckdb.BinderException) as error:
        raise TableError(f"The table cannot be read: {str(error).splitlines()[0]}") from error


def _name(connection: duckdb.DuckDBPyConnection, name: str, table: Table, folder: Path) -> None:
    if isinstance(table, pd.DataFrame | pa.Table):
        ready = _as_json(table) if isinstance(table, pd.DataFrame) else table
        try:
            connection.register(name, ready)
        except duckdb.Error:
            # DuckDB refuses columns that run backwards in memory, as those of `frame[::-1]` do.
            connection.register(name, ready.copy() if isinstance(ready, pd.DataFrame) else ready)
        return
    if isinstance(table, duckdb.DuckDBPyRelation):
        # A relation lives on its own connection: only a file can be read from both, twice, and
        # without its rows in memory.
        copy = folder / f"{name}.parquet"
        table.write_parquet(str(copy))
        table = copy
    try:
        connection.execute(f'create view "{name}" as select * from {_scan(str(table))}')
    except duckdb.Error as error:
        raise TableError(f"{table} cannot be read: {str(error).splitlines()[0]}") from error


def _refuse_mixed_line_ends(tables: Mapping[str, Table], error: Exception) -> None:
    """Say so when an error comes from lines of a CSV file that end in several ways."""
    told = f"{error} {error.__cause__ or ''}"
    if "sniffing" not in told and "CSV" not in told:
        return
    for table in tables.values():
        path = Path(table) if isinstance(table, str | Path) else None
        if path and path.is_file() and (ends := mixed_line_ends(path)):
            raise TableError(
                f"{path} cannot be read: its lines end in several ways ({ends}). Save it again "
                "from one program, or make all ends \\n, for instance with `dos2unix`."
            ) from error


def _as_json(frame: pd.DataFrame) -> pd.DataFrame:
    """Mappings and lists as JSON text: DuckDB would have all rows agree on their keys and types."""
    told = {
        str(column): values.map(_document)
        for column, values in frame.items()
        if values.dtype == object and values.map(lambda value: isinstance(value, dict | list)).any()
    }
    return frame.assign(**told) if told else frame


def _document(value: object) -> object:
    return as_document(value) if isinstance(value, dict | list) else value


def as_document(value: object) -> str:
    """`value` as JSON text, in which what is not a number (NaN) is missing."""
    text = json.dumps(value, default=str)
    return json.dumps(_without_nan(value), default=str) if "NaN" in text else text


def _without_nan(value: object) -> object:
    if isinstance(value, Mapping):
        return {name: _without_nan(told) for name, told in value.items()}
    if isinstance(value, list | tuple):
        return [_without_nan(told) for told in value]
    return None if isinstance(value, float) and isnan(value) else value


def _scan(path: str) -> str:
    if Path(path).is_dir():
        path = f"{path}/**/*.parquet"
    quoted = path.replace("'", "''")
    if path.lower().endswith((".csv", ".csv.gz", ".tsv", ".txt")):
        return f"read_csv('{quoted}', header = true, union_by_name = true)"
    return f"read_parquet('{quoted}', union_by_name = true)"


def _require(connection: duckdb.DuckDBPyConnection, name: str, wanted: Collection[str]) -> None:
    found = columns(connection, name)
    missing = [column for column in wanted if column not in found]
    if missing:
        raise TableError(
            f"{name}: no column {', '.join(missing)}; its columns are {', '.join(found)}."
        )
