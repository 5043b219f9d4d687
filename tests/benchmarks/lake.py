"""A lake of any size written straight by DuckDB: one load per day, as ingest would have landed it.

`python -m tests.benchmarks.lake FOLDER EVENTS DAYS` writes one; `write_lake` does so from code.
"""

from __future__ import annotations

import logging
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from ingest.contracts import DATASETS
from tests.dbt.lake import schemas

FIRST_DAY = datetime(2026, 1, 1)
EVENTS_PER_VISITOR = 4.75
"""What the shares in `lake.sql` come to."""
_STORY = Path(__file__).with_name("lake.sql")


@dataclass(frozen=True)
class Written:
    """A written lake: its folder and its loads, oldest first."""

    path: Path
    load_ids: tuple[str, ...]


def write_lake(root: Path, events: int, days: int, seed: int = 7, first: int = 0) -> Written:
    """About `events` events evenly over `days` company days, and the facts that go with them.

    Only the loads from day number `first` on are written, so that a day can be added later.
    """
    lake = root / "headwater"
    _prepare(lake)
    with duckdb.connect() as connection:
        connection.execute("set threads = 2; set memory_limit = '4GB'")
        connection.execute(f"set temp_directory = '{root / 'tmp'}'")
        connection.execute("set preserve_insertion_order = false; set timezone = 'UTC'")
        for name, value in {"visitors": events / EVENTS_PER_VISITOR, "days": days}.items():
            connection.execute(f"set variable {name} = {int(value)}")
        connection.execute(f"set variable seed = {seed}")
        connection.execute(f"set variable first_day = timestamp '{FIRST_DAY}'")
        connection.execute(_STORY.read_text(encoding="utf-8"))
        for day in range(first, days):
            _write_day(connection, lake, day)
    return Written(lake, tuple(_load_id(day) for day in range(days)))


def _prepare(lake: Path) -> None:
    (lake / "_dlt_loads").mkdir(parents=True, exist_ok=True)
    for name, schema in schemas().items():
        (lake / name).mkdir(exist_ok=True)
        pq.write_table(schema.empty_table(), lake / name / "0000_contract.parquet")


def _loaded_at(day: int) -> datetime:
    return FIRST_DAY + timedelta(days=day + 1, hours=-4)


def _load_id(day: int) -> str:
    return f"{_loaded_at(day).replace(tzinfo=UTC).timestamp():.7f}"


def _write_day(connection: duckdb.DuckDBPyConnection, lake: Path, day: int) -> None:
    load_id, loaded_at = _load_id(day), _loaded_at(day)
    for name, schema in schemas().items():
        own = {"_load_id": f"'{load_id}'", "_loaded_at": f"timestamp '{loaded_at}'"}
        if name in DATASETS:
            own |= {
                "_delivery_id": f"source || '|{name}|{load_id}'",
                "_source_file": f"source || '_{day:03d}'",
                "_row_number": "row_number() over ()",
            }
        known = _columns(connection, name)
        chosen = [
            f"{own[column]} as {column}"
            if column in own
            else (column if column in known else f"cast(null as varchar) as {column}")
            for column in schema.names
        ]
        if known:
            connection.execute(
                f"copy (select {', '.join(chosen)} from {name} where load_day = {day}) "
                f"to '{lake / name / load_id}.0.parquet' (format parquet, compression snappy)"
            )
    (lake / "_dlt_loads" / f"headwater__{load_id}.jsonl").write_text("{}\n", encoding="utf-8")


def _columns(connection: duckdb.DuckDBPyConnection, table: str) -> set[str]:
    rows = connection.execute(
        "select column_name from duckdb_columns() where table_name = ?", [table]
    ).fetchall()
    return {name for (name,) in rows}


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    written = write_lake(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
    logging.info("%s: %s loads", written.path, len(written.load_ids))
