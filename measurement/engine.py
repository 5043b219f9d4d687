"""DuckDB in memory, kept between questions: starting one costs more than most answers."""

from __future__ import annotations

import atexit
import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

KEPT = 2
"""Idle ones beyond these are ended: each has threads of its own."""
QUESTION = "question"
_idle: dict[int, list[_Engine]] = {}


@contextmanager
def connected() -> Generator[duckdb.DuckDBPyConnection]:
    """A connection that nobody else has, in which nothing is left of an earlier question.

    Settings are those of DuckDB, but for the folder to spill to. Readers of results have to be used
    up inside: one that is not keeps its rows in memory that the next question needs.
    """
    # Threads do not live on in a forked process, so that it has to begin anew.
    idle = _idle.setdefault(os.getpid(), [])
    try:
        engine = idle.pop()
    except IndexError:
        engine = _Engine()
    if not engine.can_spill():
        engine.close()
        engine = _Engine()
    try:
        with engine.connection.cursor() as connection:
            connection.execute(f"attach ':memory:' as {QUESTION}")
            connection.execute(f"use {QUESTION}")
            yield connection
        engine.forget()
    except BaseException:
        engine.close()
        raise
    if len(idle) < KEPT:
        idle.append(engine)
    else:
        engine.close()


class _Engine:
    """One DuckDB with the folder that it spills to, which it cannot change once it has."""

    def __init__(self) -> None:
        self._folder = TemporaryDirectory(prefix="headwater-")
        self.connection = duckdb.connect()
        self.connection.execute(f"set temp_directory = '{self._folder.name}'")

    def can_spill(self) -> bool:
        """Whether its folder is there: whoever tidies up may have found it empty for days."""
        return Path(self._folder.name).exists()

    def forget(self) -> None:
        """Drop what a question made and set, and what was kept in memory of its files."""
        self.connection.execute(f"detach {QUESTION}")
        for setting in ("threads", "memory_limit", "preserve_insertion_order"):
            self.connection.execute(f"reset {setting}")
        self.connection.execute("set enable_external_file_cache = false")
        self.connection.execute("set enable_external_file_cache = true")

    def close(self) -> None:
        """End it, and remove its folder."""
        self.connection.close()
        self._folder.cleanup()


@atexit.register
def _end() -> None:
    for engine in _idle.pop(os.getpid(), []):
        engine.close()
