"""The one place that opens the serving file: read-only, always the newest published one.

A publish swaps a link to a new file. The link is resolved at every page run, so a new build shows
at once. Each page run holds the `Build` it began with; when the last run that holds a superseded
build ends, DuckDB lets go of that file. Every query has its own cursor, so that any number of
threads read at the same time.
"""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

import duckdb
import pandas as pd
import streamlit as st

from dashboards.access.session import current_view
from dashboards.queries.contract import missing_columns
from dashboards.queries.per_build import drop_older_builds, per_build
from dashboards.queries.rows import (
    EVERYTHING,
    IDENTIFIERS,
    PERSONAL,
    Catalog,
    RefusedError,
    Rows,
    read_catalog,
    restrict,
    restriction,
    tables_of,
)

SERVING_VARIABLE = "HEADWATER_SERVING"
Scalar = str | int | float | bool | date | None
Parameters = Mapping[str, Scalar | tuple[str, ...]]
Derived = TypeVar("Derived")
Witness = Callable[[tuple[str, ...], Parameters, int], None]
"""Told of every look at single people: the tables, what was asked for, how many rows."""

_NAMES = re.compile(r"\$(\w+)")
_HEADER = """
    select
        build_id,
        cast(built_at as timestamp) as built_at,
        cast(as_of_date as date) as as_of_date,
        (select min(stat_date) from fct_growth_daily) as first_date,
        coalesce(company_name, '') as company_name,
        coalesce(company_name_zh, '') as company_name_zh,
        coalesce(timezone, 'UTC') as timezone,
        coalesce(currency, 'CNY') as currency,
        session_timeout_minutes,
        attribution_lookback_days,
        funnel_window_days
    from meta_build
"""


class NoServingFileError(Exception):
    """Nothing was published yet, or the pages were not told where."""


class UnreadableServingFileError(Exception):
    """There is a file, but it is no DuckDB file or it is being replaced by hand."""


class OtherSchemaError(Exception):
    """The file was published by another version; the message lists what it lacks."""


@dataclass(frozen=True)
class Build:
    """One published build, open for reading for as long as somebody holds it.

    Every query goes through `read`, over the `rows` that this person may see.
    """

    path: Path
    build_id: str
    built_at: datetime
    as_of_date: date | None
    first_date: date | None
    company_name: str
    company_name_zh: str
    timezone: str
    currency: str
    session_timeout_minutes: int
    attribution_lookback_days: int
    funnel_window_days: int
    _connection: duckdb.DuckDBPyConnection = field(repr=False, compare=False)
    _catalog: Catalog = field(repr=False, compare=False)
    rows: Rows = EVERYTHING
    _witness: Witness | None = field(default=None, repr=False, compare=False)

    def seen_by(self, rows: Rows, witness: Witness) -> Build:
        """The same build as a person sees it."""
        return replace(self, rows=rows, _witness=witness)

    def holds(self, table: str) -> bool:
        """Whether the file has a table that older ones lack."""
        return table in self._catalog.columns

    def may_read(self, table: str) -> bool:
        """Whether this person may see rows of a table at all."""
        try:
            restriction(table, self._catalog, self.rows)
        except RefusedError:
            return False
        return True

    def read(self, sql: str, parameters: Parameters | None = None) -> pd.DataFrame:
        """Run one query with the bound parameters that it names; remembered per build and rows.

        Raises:
            RefusedError: when it reads what this person may not see, or hands out identifiers.
        """
        bound = {name: (parameters or {})[name] for name in _NAMES.findall(sql)}
        key = repr((str(self.path), self.build_id, self.rows, sql, bound))
        frame = _read(key, sql, bound, self.rows, self._connection, self._catalog)
        for name in sorted(IDENTIFIERS & set(frame.columns)):
            raise RefusedError(name)
        if self._witness is not None and PERSONAL & set(frame.columns):
            with self._connection.cursor() as cursor:
                self._witness(tables_of(cursor, sql, self._catalog), bound, len(frame))
        return frame

    def derived(self, what: tuple[object, ...], make: Callable[[], Derived]) -> Derived:
        """What is reckoned from queries, remembered per build and rows by what was asked.

        Only for figures: looks at single people are told when they are read, not here.
        """
        return _derived(repr((str(self.path), self.build_id, self.rows, what)), make)


@per_build
@st.cache_data(max_entries=500, max_size="100MB", show_spinner=False)
def _derived(key: str, _make: Callable[[], Derived]) -> Derived:
    return _make()


@per_build
@st.cache_data(max_entries=2000, max_size="400MB", show_spinner=False)
def _read(
    key: str,
    _sql: str,
    _parameters: dict[str, Scalar | tuple[str, ...]],
    _rows: Rows,
    _connection: duckdb.DuckDBPyConnection,
    _catalog: Catalog,
) -> pd.DataFrame:
    """The result of a query, remembered by the `key` that tells all of it as one text."""
    values = {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in _parameters.items()
    }
    with _connection.cursor() as cursor:
        if _rows != EVERYTHING:
            restrict(cursor, _sql, _catalog, _rows)
        return cursor.execute(_sql, values).df()


class Reader:
    """Hands out the newest build; safe to share between threads and sessions."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._key: tuple[Path, int, int] | None = None
        self._build: Build | None = None

    def latest(self, link: Path) -> Build:
        """The build that `link` leads to now.

        Raises:
            NoServingFileError: there is no file.
            UnreadableServingFileError: the file cannot be opened.
            OtherSchemaError: tables or columns that pages read are not in it.
        """
        try:
            target = link.resolve(strict=True)
            stat = target.stat()
        except OSError as error:
            raise NoServingFileError(str(link)) from error
        key = (target, stat.st_ino, stat.st_mtime_ns)
        with self._lock:
            if self._build is None or key != self._key:
                self._build = None
                self._build = _open(target)
                if self._key is not None:
                    drop_older_builds()
                self._key = key
            return self._build


def _open(path: Path) -> Build:
    try:
        connection = duckdb.connect(str(path), read_only=True)
        connection.execute("set timezone = 'UTC'")
        _check_schema(connection)
        catalog = read_catalog(connection)
        row = connection.execute(_HEADER).fetchone()
    except duckdb.Error as error:
        raise UnreadableServingFileError(f"{path}: {error}") from error
    if row is None:
        raise OtherSchemaError("meta_build")
    return Build(path, *row, _connection=connection, _catalog=catalog)


def _check_schema(connection: duckdb.DuckDBPyConnection) -> None:
    rows = connection.execute("select table_name, column_name from duckdb_columns()").fetchall()
    present: dict[str, set[str]] = {}
    for table, column in rows:
        present.setdefault(table, set()).add(column)
    missing = missing_columns(present)
    if missing:
        raise OtherSchemaError(", ".join(missing))


def serving_link() -> Path:
    """Where publish puts the serving file, from the environment.

    Raises:
        NoServingFileError: the environment does not say.
    """
    value = os.environ.get(SERVING_VARIABLE, "")
    if not value:
        raise NoServingFileError("")
    return Path(value).expanduser()


_READER = Reader()


def latest_build() -> Build:
    """The newest published build, as whoever is reading may see it; errors as `Reader.latest`."""
    build = _READER.latest(serving_link())
    return build.seen_by(*current_view())
