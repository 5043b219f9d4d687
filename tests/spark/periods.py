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


def _rows(folder: Path) -> tuple[int, int]:
    count = "select count(*), coalesce(bit_xor(hash(r)), 0) from"
    files = f"read_parquet('{folder}/*.parquet', hive_partitioning = false)"
    rows, hashed = duckdb.execute(f"{count} {files} as r").fetchall()[0]
    return rows, hashed
