"""The warehouse's own diary, `meta.builds`: what was built, from which loads, and how long."""

from __future__ import annotations

import json
import os
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import duckdb
import fsspec

from orchestration.workspace import UserError

Status = Literal["building", "half_built", "partial", "failed", "built", "published"]
"""Half built is what measurement reads, once all of it stands; partial a build of chosen models."""

_CREATE = """
create schema if not exists meta;
create table if not exists meta.builds (
    build_id varchar primary key,
    status varchar not null,
    newest_load_id varchar not null,
    changed_after_load varchar not null,
    fingerprint varchar not null,
    days varchar not null,
    started_at timestamp not null,
    ended_at timestamp,
    timings varchar not null
)
"""


class WarehouseLockedError(UserError):
    """Another process has the warehouse open."""


def now() -> datetime:
    """The present instant, UTC, without a zone, as the warehouse keeps instants."""
    return datetime.now(UTC).replace(tzinfo=None)


@dataclass(frozen=True)
class Build:
    """One build: the loads it has seen, what it was told to redo, seconds per stage."""

    build_id: str
    newest_load_id: str
    changed_after_load: str
    fingerprint: str
    days: str = ""
    status: Status = "building"
    started_at: datetime = field(default_factory=now)
    timings: dict[str, float] = field(default_factory=dict)
    published_build: str = ""
    """The build whose numbers are up while this one is under way; found anew, not recorded."""
    is_after_published: bool = False
    """Whether the warehouse was left by that build, not by a later try; found anew, too."""

    @property
    def is_full(self) -> bool:
        """Whether every load is read again."""
        return not self.changed_after_load


def new_build_id() -> str:
    """A name for a build that is unique and sorts by time."""
    return now().strftime("%Y%m%dT%H%M%S%f")


@contextmanager
def open_warehouse(path: Path, read_only: bool = False) -> Generator[duckdb.DuckDBPyConnection]:
    """A connection to the warehouse; the only place outside dbt that makes one.

    Raises:
        WarehouseLockedError: when another process has the file open.
    """
    try:
        connection = duckdb.connect(str(path), read_only=read_only)
    except duckdb.IOException as error:
        if "lock" not in str(error).lower():
            raise
        raise WarehouseLockedError(
            f"The warehouse {path} is open in another program, and only one may write at a time. "
            f"Close it there (a database browser, a notebook) and run again.\n{error}"
        ) from error
    with connection:
        _see_marts(connection)
        yield connection


def _see_marts(connection: duckdb.DuckDBPyConnection) -> None:
    """Marts that a cluster keeps in an object store are read through fsspec."""
    marts = os.environ.get("HEADWATER_MARTS", "")
    if "://" in marts:
        store, _ = fsspec.core.url_to_fs(marts)
        connection.register_filesystem(store)


def record(connection: duckdb.DuckDBPyConnection, build: Build) -> None:
    """Write the build's present state over its earlier one."""
    connection.execute(_CREATE)
    ended_at = None if build.status in {"building", "half_built"} else now()
    connection.execute(
        "insert or replace into meta.builds values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            build.build_id,
            build.status,
            build.newest_load_id,
            build.changed_after_load,
            build.fingerprint,
            build.days,
            build.started_at,
            ended_at,
            json.dumps(build.timings),
        ],
    )


def newest(
    connection: duckdb.DuckDBPyConnection, status: Status | None = None, before: str = ""
) -> Build | None:
    """The newest build, or the newest with that status or before that one; None without any."""
    found = connection.execute(
        "select count(*) from information_schema.tables "
        "where table_schema = 'meta' and table_name = 'builds'"
    ).fetchall()
    if not found[0][0]:
        return None
    rows = connection.execute(
        "select build_id, newest_load_id, changed_after_load, fingerprint, days, status, "
        "started_at, timings from meta.builds where (status = ? or ? is null) "
        "and (build_id < ? or ? = '') order by build_id desc limit 1",
        [status, status, before, before],
    ).fetchall()
    return Build(*rows[0][:7], json.loads(rows[0][7])) if rows else None
