"""The one DuckDB connection of an ingest: the words of `normalise.sql`, the key and the limits."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

import duckdb
from pydantic import SecretStr

from ingest.config import Engine

BLOCK = 64
"""Bytes of one SHA-256 block, to which HMAC pads its key."""


@contextmanager
def connect(engine: Engine, key: SecretStr, scratch: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """An in-memory database that spills to `scratch` and hashes with `key`.

    Statistics may not prove a column free of NULL: Parquet would then mark it required, and dlt
    would rewrite the file to the one schema that every file of a dataset shares.
    """
    with duckdb.connect() as connection:
        connection.execute("set threads = $1", [engine.threads])
        connection.execute("set memory_limit = $1", [engine.memory_limit])
        connection.execute("set temp_directory = $1", [str(scratch)])
        connection.execute("set disabled_optimizers = 'statistics_propagation'")
        connection.execute(files("ingest").joinpath("intake/normalise.sql").read_text("utf-8"))
        padded = _padded(key.get_secret_value().encode())
        for name, mask in (("hw_inner", 0x36), ("hw_outer", 0x5C)):
            connection.execute(f"set variable {name} = $1", [bytes(b ^ mask for b in padded)])
        yield connection


def set_zone(connection: duckdb.DuckDBPyConnection, timezone: str) -> None:
    """Read times that name no zone of their own as times of `timezone`."""
    connection.execute("set TimeZone = $1", [timezone])


def _padded(key: bytes) -> bytes:
    short = hashlib.sha256(key).digest() if len(key) > BLOCK else key
    return short.ljust(BLOCK, b"\0")
