"""The months by which Spark keeps a table, as they lie on disk."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import duckdb

from ingest.config import Paths


class Period(NamedTuple):
    """A table and the first day of a month."""

    table: str
    month: str


class Found(NamedTuple):
    """The rows of a month, as their number and a sum of hashes, and its files with their times."""

    rows: tuple[int, int]
    files: frozenset[tuple[str, int]]


def periods(company: Paths) -> dict[Period, Found]:
    """Each month of each table that is kept by month."""
    found = {}
    for folder in sorted((company.warehouse.parent / "spark").glob("*/*/_period=*")):
        files = sorted(folder.glob("*.parquet"))
        if files:
            period = Period(folder.parent.name, folder.name.removeprefix("_period="))
            times = frozenset((file.name, file.stat().st_mtime_ns) for file in files)
            found[period] = Found(_rows(folder), times)
    return found


def left_alone(company: Paths) -> set[str]:
    """Tables of which a daily run writes no month in which nothing differs.

    Their rows say by which load they came, or what changed in them is noted.
    """
    found = set()
    for folder in (company.warehouse.parent / "spark").glob("*/*/_period=*"):
        table, files = folder.parent, sorted(folder.glob("*.parquet"))
        if table.with_name(f"{table.name}__changes").exists() or (files and _knows_loads(files[0])):
            found.add(table.name)
    return found


def _knows_loads(file: Path) -> bool:
    columns = duckdb.execute(f"describe select * from '{file}'").fetchall()
    return "_load_id" in {column[0] for column in columns}


def _rows(folder: Path) -> tuple[int, int]:
    count = "select count(*), coalesce(bit_xor(hash(r)), 0) from"
    files = f"read_parquet('{folder}/*.parquet', hive_partitioning = false)"
    rows, hashed = duckdb.execute(f"{count} {files} as r").fetchall()[0]
    return rows, hashed
