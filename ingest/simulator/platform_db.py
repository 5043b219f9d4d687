"""The platform's own database: one SQLite file with everything known at a moment."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from ingest.contracts import DATASETS, Column, Dataset
from ingest.simulator.platform_tables import TABLES
from ingest.simulator.society import Society
from ingest.simulator.story import Story

_TYPES = {
    "money": "DECIMAL(20,2)",
    "rate": "DECIMAL(10,6)",
    "count": "INTEGER",
    "instant": "DATETIME",
    "flag": "BOOLEAN",
}


def write_platform(story: Story, path: Path, society: Society) -> None:
    """Write the database anew; readers of the old file keep it until they close it."""
    unfinished = path.with_name(f".{path.name}.part")
    unfinished.unlink(missing_ok=True)
    connection = sqlite3.connect(unfinished, isolation_level=None)
    try:
        connection.execute("pragma journal_mode = off")
        connection.execute("pragma synchronous = off")
        connection.execute("begin")
        for name, rows in TABLES.items():
            dataset = DATASETS[name]
            connection.execute(_create(dataset))
            marks = ", ".join("?" * len(dataset.columns))
            connection.executemany(f"insert into {name} values ({marks})", rows(story, society))
            connection.execute(f"create index {name}_updated_at on {name} (updated_at)")
        connection.execute("commit")
    finally:
        connection.close()
    unfinished.replace(path)


def column_name(column: Column) -> str:
    """What the platform calls a column of the contract: amounts carry no `_raw`."""
    return column.name.removesuffix("_raw")


def _create(dataset: Dataset) -> str:
    columns = [
        f"{column_name(column)} {_TYPES.get(column.kind, 'TEXT')}" for column in dataset.columns
    ]
    key = ", ".join(dataset.key)
    return f"create table {dataset.name} ({', '.join(columns)}, primary key ({key}))"
