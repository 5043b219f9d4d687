"""Upkeep of a company folder: small files are packed, what nobody needs any more is removed."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from fnmatch import fnmatch
from pathlib import Path

from ingest.descriptions import load_sources
from ingest.lake import Lake
from ingest.lock import IngestInProgressError, only_one
from ingest.packing import PackingError, pack, packed
from orchestration import builds, lock
from orchestration.dbt_build import BuildFailedError, Half, build_events
from orchestration.past import FOLDER as PAST_FOLDER
from orchestration.run import new_log, output_to
from orchestration.workspace import UserError, Workspace, prepare

VIEWS = Half(("--select", "stg_lake__files", "config.materialized:view"), "views")
"""Models that name the files of the lake, and the list that they take the names from."""
Say = Callable[[str], None]


def maintain(workspace: Workspace, say: Say, now: datetime | None = None) -> None:
    """Pack and tidy up, telling each step; figures stay as they are. Stopped anywhere, it goes on.

    Raises:
        RunInProgressError: when a run of this company has not ended.
        UserError: when files are being read, a file of the lake is broken, or dbt fails.
    """
    prepare(workspace)
    moment = now or datetime.now(UTC)
    with ExitStack() as held:
        held.enter_context(lock.run_lock(workspace.run_lock))
        try:
            held.enter_context(only_one(workspace.paths.ingest_lock))
            _pack(workspace, moment, say)
        except (IngestInProgressError, PackingError) as error:
            raise UserError(str(error)) from error
        _remove_packed(workspace, say)
        _tidy(workspace, moment, say)


def _pack(workspace: Workspace, now: datetime, say: Say) -> None:
    files, made, rows = 0, 0, 0
    for found in pack(Lake(workspace.paths), _last_to_pack(workspace, now)):
        files, made, rows = files + found.files, made + 1, rows + found.rows
    if made:
        say(f"Packed {files:,} files of the lake into {made:,} ({rows:,} rows).")
    else:
        say("No files of the lake to pack.")


def _last_to_pack(workspace: Workspace, now: datetime) -> str:
    """The last load old enough that what was published holds it: daily runs read later ones."""
    settings = workspace.settings.maintain
    oldest = now - timedelta(days=settings.pack_after_days)
    by_age = f"{oldest.timestamp():.7f}"
    if not workspace.paths.warehouse.exists():
        return by_age
    with builds.open_warehouse(workspace.paths.warehouse, read_only=True) as connection:
        published = builds.newest(connection, "published")
    return min(by_age, published.newest_load_id) if published else by_age


def _remove_packed(workspace: Workspace, say: Say) -> None:
    """Files that packs took the place of go once no view names them."""
    paths = packed(Lake(workspace.paths))
    if paths:
        _make_views_again(workspace)
        _remove(paths, "files that are in packs now", say)


def _make_views_again(workspace: Workspace) -> None:
    if not workspace.paths.warehouse.exists():
        return
    with builds.open_warehouse(workspace.paths.warehouse, read_only=True) as connection:
        build = builds.newest(connection)
    if build is None:
        return
    log = new_log(workspace.logs)
    try:
        with output_to(log, None):
            for _ in build_events(workspace, build, [], VIEWS):
                pass
    except BuildFailedError as error:
        raise UserError(
            f"The views on the lake could not be made again, so the files that were packed stay:\n"
            f"{error}\nThe log: {log}"
        ) from error


def _tidy(workspace: Workspace, now: datetime, say: Say) -> None:
    paths, settings = workspace.paths, workspace.settings.maintain
    _remove((paths.state / "dlt").glob("*/load/loaded/*"), "records of finished loads", say)
    if settings.keep_done_days:
        oldest = now - timedelta(days=settings.keep_done_days)
        _remove(_read_before(workspace, oldest), f"files read before {oldest:%Y-%m-%d}", say)
    oldest = now - timedelta(days=settings.keep_as_of_days)
    folders = (paths.home / PAST_FOLDER).glob("*")
    old = (folder for folder in folders if _changed_at(folder) < oldest)
    _remove(old, f"past moments built before {oldest:%Y-%m-%d}", say)


def _read_before(workspace: Workspace, oldest: datetime) -> list[Path]:
    """Delivered files that were read long ago, without those that others look things up in."""
    sources = load_sources(workspace.settings).values()
    tables = (table for source in sources for table in source.tables)
    kept = {lookup.file for table in tables for lookup in table.lookups.values()}
    found = (path for path in workspace.paths.done.rglob("*") if path.is_file())
    return [
        path
        for path in found
        if _changed_at(path) < oldest and not any(fnmatch(path.name, name) for name in kept)
    ]


def _changed_at(path: Path) -> datetime:
    """When it came where it is: moving a file counts, unlike its own date."""
    return datetime.fromtimestamp(path.stat().st_ctime, UTC)


def _remove(paths: Iterable[Path], what: str, say: Say) -> None:
    sizes: Counter[str] = Counter()
    for path in paths:
        inside = [path] if path.is_file() else [p for p in path.rglob("*") if p.is_file()]
        sizes.update(count=1, bytes=sum(part.stat().st_size for part in inside))
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
    if sizes["count"]:
        say(f"Removed {sizes['count']:,} {what} ({sizes['bytes'] / 1e6:,.1f} MB).")
