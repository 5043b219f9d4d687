"""A lake of any size written straight by DuckDB: one load per day, as ingest would have landed it.

`python -m tests.benchmarks.lake FOLDER EVENTS DAYS` writes one; `write_lake` does so from code.
"""

from __future__ import annotations

import logging
import shutil
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from ingest.contracts import DATASETS
from ingest.ledger import lake_schemas

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
        connection.execute("set threads = 2; set memory_limit = '4GB'; set timezone = 'UTC'")
        connection.execute(f"set temp_directory = '{root / 'tmp'}'")
        connection.execute("set preserve_insertion_order = false")
        settings = {"visitors": int(events / EVENTS_PER_VISITOR), "days": days, "seed": seed}
        for name, value in settings.items():
            connection.execute(f"set variable {name} = {value}")
        connection.execute(f"set variable first_day = timestamp '{FIRST_DAY}'")
        connection.execute(_STORY.read_text(encoding="utf-8"))
        for dataset in lake_schemas():
            _write_dataset(connection, lake / dataset, first)
    for day in range(first, days):
        ledger = lake / "_dlt_loads" / f"headwater__{_load_id(day)}.jsonl"
        ledger.write_text("{}\n", encoding="utf-8")
    return Written(lake, tuple(_load_id(day) for day in range(days)))


def _prepare(lake: Path) -> None:
    (lake / "_dlt_loads").mkdir(parents=True, exist_ok=True)
    for name, schema in lake_schemas().items():
        (lake / name).mkdir(exist_ok=True)
        pq.write_table(schema.empty_table(), lake / name / "0000_contract.parquet")


def _load_id(day: int) -> str:
    loaded_at = FIRST_DAY + timedelta(days=day + 1, hours=-4)
    return f"{loaded_at.replace(tzinfo=UTC).timestamp():.7f}"


def _write_dataset(connection: duckdb.DuckDBPyConnection, folder: Path, first: int) -> None:
    """One file per day of load, split by DuckDB in one pass and then named as dlt names them."""
    known = _columns(connection, folder.name)
    if not known:
        return
    loaded_at = "getvariable('first_day') + interval (load_day + 1) day - interval 4 hour"
    made = {"_loaded_at": loaded_at, "_load_id": f"printf('%.7f', epoch({loaded_at}))"}
    if folder.name in DATASETS:
        made["_delivery_id"] = f"concat(source, '|{folder.name}|', {made['_load_id']})"
        made["_source_file"] = "concat(source, '_', load_day)"
        made["_row_number"] = "row_number() over ()"
    columns = [
        f"{made.get(name, name if name in known else 'cast(null as varchar)')} as {name}"
        for name in lake_schemas()[folder.name].names
    ]
    split = folder / "by_day"
    connection.execute(
        f"copy (select {', '.join(columns)}, load_day from {folder.name} "
        f"where load_day >= {first}) to '{split}' (format parquet, partition_by (load_day))"
    )
    for path in sorted(split.glob("*/*.parquet")):
        day = int(path.parent.name.removeprefix("load_day="))
        path.rename(folder / f"{_load_id(day)}.{path.stem.removeprefix('data_')}.parquet")
    shutil.rmtree(split, ignore_errors=True)


def _columns(connection: duckdb.DuckDBPyConnection, table: str) -> set[str]:
    rows = connection.execute(
        "select column_name from duckdb_columns() where table_name = ?", [table]
    ).fetchall()
    return {name for (name,) in rows}


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    written = write_lake(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
    logging.info("%s: %s loads", written.path, len(written.load_ids))
