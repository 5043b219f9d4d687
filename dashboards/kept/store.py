"""One small SQLite file for all that readers keep; any number of sessions may write at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from dashboards.queries.reader import serving_link

WAIT_SECONDS = 15.0
_TABLES = """
create table if not exists saved_views (
    view_id text primary key,
    owner text not null,
    name text not null,
    page text not null,
    choices text not null,
    channel_names text not null,
    changed_at text not null,
    unique (owner, name)
);
create table if not exists notes (
    version integer primary key autoincrement,
    annotation_id text not null,
    starts_on text not null,
    ends_on text not null,
    title text not null,
    title_zh text not null,
    kind text not null,
    changed_by text not null,
    changed_at text not null,
    is_taken integer not null default 0
);
"""


class StoreError(Exception):
    """What readers keep cannot be read or written; the message is the system's reason."""


def company_home() -> Path:
    """The company folder: the serving file lies in a folder of it."""
    return serving_link().parent.parent


def store_path(home: Path) -> Path:
    """Where the file lies."""
    return home / "state" / "pages.db"


@contextmanager
def opened(home: Path) -> Generator[sqlite3.Connection]:
    """The file inside one writing transaction, made when it is not there.

    Raises:
        StoreError: the folder cannot be written or the file is damaged.
    """
    path = store_path(home)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=WAIT_SECONDS, isolation_level=None)
        connection.row_factory = sqlite3.Row
        try:
            connection.executescript(_TABLES)
            connection.execute("begin immediate")
            yield connection
            connection.execute("commit")
        finally:
            connection.close()
    except (OSError, sqlite3.Error) as error:
        raise StoreError(str(error)) from error


def rows(home: Path, sql: str, values: tuple[str, ...] = ()) -> list[sqlite3.Row]:
    """What a query finds; nothing when nobody has kept anything yet.

    Raises:
        StoreError: the file cannot be read.
    """
    path = store_path(home)
    if not path.exists():
        return []
    try:
        connection = sqlite3.connect(path, timeout=WAIT_SECONDS)
        connection.row_factory = sqlite3.Row
        try:
            return connection.execute(sql, values).fetchall()
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise StoreError(str(error)) from error
