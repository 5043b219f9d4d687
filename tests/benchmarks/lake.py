"""A lake of any size written straight by DuckDB: one load per day, as ingest would have landed it.

`python -m tests.benchmarks.lake FOLDER EVENTS DAYS` writes one; `write_lake` does so from code.
"""

from __future__ import annotations

import logging
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from ingest.contracts import DATASETS
from ingest.lake import INIT_FILE
from ingest.ledger import lake_schemas

END = datetime(2026, 7, 1)
"""When the last day ends, on the company's clock; histories of any length end together."""
EVENTS_PER_VISITOR = 4.75
"""What the shares in `lake.sql` come to."""
PART = 500_000
"""Visitors written at once."""
_STORY = Path(__file__).with_name("lake.sql")


@dataclass(frozen=True)
class Written:
    """A written lake: its folder and its loads, oldest first."""

    path: Path
    load_ids: tuple[str, ...]


def write_lake(root: Path, events: int, days: int, seed: int = 7) -> Written:
    """About `events` events evenly over `days` company days, and the facts that go with them."""
    lake = root / "headwater"
    _prepare(lake)
    visitors = int(events / EVENTS_PER_VISITOR)
    for first in range(0, visitors, PART):
        settings = {"visitors": visitors, "days": days, "seed": seed, "first_visitor": first}
        _write_part(lake, settings | {"next_visitor": min(first + PART, visitors)})
    loads = tuple(_load_id(day - days) for day in range(days))
    for load_id in loads:
        ledger = lake / "_dlt_loads" / f"headwater__{load_id}.jsonl"
        ledger.write_text("{}\n", encoding="utf-8")
    return Written(lake, loads)


def _write_part(lake: Path, settings: Mapping[str, int]) -> None:
    """Some people after others, so that a company of any size fits into memory."""
    with duckdb.connect() as connection:
        connection.execute("set threads = 2; set memory_limit = '4GB'; set timezone = 'UTC'")
        connection.execute(f"set temp_directory = '{lake.parent / 'tmp'}'")
        connection.execute("set preserve_insertion_order = false")
        for name, value in settings.items():
            connection.execute(f"set variable {name} = {value}")
        first_day = END - timedelta(days=settings["days"])
        connection.execute(f"set variable first_day = timestamp '{first_day}'")
        connection.execute(_STORY.read_text(encoding="utf-8"))
        for dataset in lake_schemas():
            _write_dataset(connection, lake / dataset, settings)


def _prepare(lake: Path) -> None:
    (lake / "_dlt_loads").mkdir(parents=True, exist_ok=True)
    (lake / INIT_FILE).touch()
    for name, schema in lake_schemas().items():
        (lake / name).mkdir(exist_ok=True)
        pq.write_table(schema.empty_table(), lake / name / "0000_contract.parquet")


def _load_id(day: int) -> str:
    """The load that brought a day, counted from the end: the last one is -1."""
    loaded_at = END + timedelta(days=day + 1, hours=-4)
    return f"{loaded_at.replace(tzinfo=UTC).timestamp():.7f}"


def _write_dataset(
    connection: duckdb.DuckDBPyConnection, folder: Path, settings: Mapping[str, int]
) -> None:
    """Files per day of load, split by DuckDB in one pass and then named as dlt names them."""
    part = settings["first_visitor"]
    known = _columns(connection, folder.name)
    if not known:
        return
    made = {"_loaded_at": "loaded_at(load_day)", "_load_id": "load_of(load_day)"}
    if folder.name in DATASETS:
        made["_delivery_id"] = f"delivery_of(source, '{folder.name}', load_day)"
        made["_source_file"] = f"concat(source, '_', load_day, '_', {part})"
        made["_row_number"] = "row_number() over ()"
    columns = [
        f"{made.get(name, name if name in known else 'cast(null as varchar)')} as {name}"
        for name in lake_schemas()[folder.name].names
    ]
    split = folder / "by_day"
    connection.execute(
        f"copy (select {', '.join(columns)}, load_day from {folder.name}) "
        f"to '{split}' (format parquet, partition_by (load_day))"
    )
    for path in sorted(split.glob("*/*.parquet")):
        day = int(path.parent.name.removeprefix("load_day="))
        number = path.stem.removeprefix("data_")
        path.rename(folder / f"{_load_id(day - settings['days'])}.{part}-{number}.parquet")
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
