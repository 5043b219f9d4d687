"""The one DuckDB connection of an ingest: the words of `normalise.sql`, and its limits."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

import duckdb

from ingest.sections import Engine

STREAM_BUFFER = "128MB"
"""How far DuckDB may read ahead while a batch is hashed and written."""


@contextmanager
def connect(engine: Engine, scratch: Path) -> Generator[duckdb.DuckDBPyConnection]:
    """An in-memory database that spills to `scratch`."""
    with duckdb.connect() as connection:
        connection.execute("set threads = $1", [engine.threads])
        connection.execute("set memory_limit = $1", [engine.memory_limit])
        connection.execute("set temp_directory = $1", [str(scratch)])
        connection.execute("set streaming_buffer_size = $1", [STREAM_BUFFER])
        connection.execute(files("ingest").joinpath("sql/normalise.sql").read_text("utf-8"))
        yield connection


def set_zone(connection: duckdb.DuckDBPyConnection, timezone: str) -> None:
    """Read times that name no zone of their own as times of `timezone`."""
    connection.execute("set TimeZone = $1", [timezone])
