"""The one place that opens the serving file: read-only, always the newest published one.

A publish swaps a link to a new file. The link is resolved at every page run, so a new build shows
at once; where pages are served to many, as soon as it has been asked what they asked of the one
before. Each page run holds the `Build` it began with; when the last run that holds a superseded
build ends, DuckDB lets go of that file. Every query has its own cursor, so that any number of
threads read at the same time.
"""

from __future__ import annotations

import logging
import math
import os
import threading
import time
from dataclasses import replace
from pathlib import Path

import duckdb
from streamlit import runtime

from dashboards.access.session import current_view
from dashboards.queries.asked import Parameters, Scalar
from dashboards.queries.build import Build
from dashboards.queries.contract import missing_columns
from dashboards.queries.foresight import Foresight
from dashboards.queries.per_build import drop_older_builds
from dashboards.queries.rehearsal import rehearse
from dashboards.queries.rows import read_catalog

SERVING_VARIABLE = "HEADWATER_SERVING"
WATCH_SECONDS = 1.0
LONGEST_REHEARSAL = 20.0
"""Seconds after which a build is handed out with the answers that there are."""
Key = tuple[Path, int, int]
_NEVER = threading.Event()
_LOG = logging.getLogger(__name__)
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


class Reader:
    """Hands out the newest build; safe to share between threads and sessions."""

    def __init__(self, watch_seconds: float = WATCH_SECONDS) -> None:
        self._watch_seconds = watch_seconds
        self._lock = threading.Lock()
        self._link: Path | None = None
        self._key: Key | None = None
        self._build: Build | None = None
        self._watched: Path | None = None
        self._coming: tuple[Key, float] | None = None
        self._foresight: Foresight | None = None

    def latest(self, link: Path) -> Build:
        """The build that `link` leads to now; while a watched one is rehearsed, the one before.

        Raises:
            NoServingFileError: there is no file.
            UnreadableServingFileError: the file cannot be opened.
            OtherSchemaError: tables or columns that pages read are not in it.
        """
        key = _key_of(link)
        with self._lock:
            if self._build is None or (key != self._key and not self._is_coming(link, key)):
                self._build = None
                self._hand_out(self._open(key[0]), link, key)
            assert self._build is not None
            return self._build

    def watch(self, link: Path) -> None:
        """Look for new builds, and for what may be asked next, from now on; one link per reader."""
        with self._lock:
            if self._watched is not None:
                return
            self._watched = link
            self._foresight = Foresight(lambda: self._build)
        self._foresight.start()
        threading.Thread(target=self._watch, args=(link,), daemon=True, name="builds").start()

    def follow(self, link: Path) -> None:
        """Rehearse what `link` leads to, when that is another build, and hand it out."""
        try:
            key = _key_of(link)
        except NoServingFileError:
            return
        with self._lock:
            before = self._build
            if before is None or key == self._key or not self._is_coming(link, key):
                return
        try:
            now = self._open(key[0])
        except (UnreadableServingFileError, OtherSchemaError):
            with self._lock:
                self._coming = (key, -math.inf)
            return
        end = time.monotonic() + LONGEST_REHEARSAL
        rehearse(before, now, lambda: time.monotonic() > end)
        with self._lock:
            if self._build is before and _is_still(link, key):
                self._hand_out(now, link, key)

    def _watch(self, link: Path) -> None:
        while not _NEVER.wait(self._watch_seconds):
            try:
                self.follow(link)
            except Exception:
                _LOG.exception("A new build could not be rehearsed; the next look tries again.")

    def _is_coming(self, link: Path, key: Key) -> bool:
        """Whether the watch will soon hand this one out; a file of the same name it leaves alone.

        DuckDB opens a path once: what is written over an open file shows when that is let go.
        Whoever asks for another link than the one before does not get the build of that one.
        """
        if not (self._watched == self._link == link) or self._build is None:
            return False
        if self._build.path == key[0]:
            return False
        if self._coming is None or self._coming[0] != key:
            self._coming = (key, time.monotonic())
        return time.monotonic() - self._coming[1] < 2 * LONGEST_REHEARSAL

    def _open(self, path: Path) -> Build:
        build = _open(path)
        if self._foresight is None:
            return build
        return replace(build, listener=self._foresight.tell)

    def _hand_out(self, build: Build, link: Path, key: Key) -> None:
        self._build = build
        self._link = link
        if self._key is not None:
            drop_older_builds()
        self._key = key


def _key_of(link: Path) -> Key:
    """The file that a link leads to, and what tells it from another one of this name."""
    try:
        target = link.resolve(strict=True)
        stat = target.stat()
    except OSError as error:
        raise NoServingFileError(str(link)) from error
    return target, stat.st_ino, stat.st_mtime_ns


def _is_still(link: Path, key: Key) -> bool:
    """Whether nobody has pointed the link elsewhere meanwhile."""
    try:
        return _key_of(link) == key
    except NoServingFileError:
        return False


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
    link = serving_link()
    if runtime.exists():
        _READER.watch(link)
    build = _READER.latest(link)
    return build.seen_by(*current_view())


__all__ = [
    "Build",
    "NoServingFileError",
    "OtherSchemaError",
    "Parameters",
    "Reader",
    "Scalar",
    "UnreadableServingFileError",
    "latest_build",
    "serving_link",
]
