"""Copy the marts into a new serving file and swap it in; a failed build leaves the old one up."""

from __future__ import annotations

import json
import time
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import duckdb

from ingest.config import Settings
from ingest.sections import followed
from orchestration import builds, suggestions
from orchestration.alerts.asking import ask_and_publish
from orchestration.builds import Build
from orchestration.checks import Check
from orchestration.dbt_project import Mart
from orchestration.serving_tables import copy_marts
from orchestration.workspace import UserError, Workspace

STATUS_NAME = "status.json"
BASE = ".base"
"""Ending of the file from which the next day's begins."""


@dataclass(frozen=True)
class Published:
    """What a publish put in front of the readers."""

    path: Path
    rows: dict[str, int]
    as_of_date: date | None


def publish(
    workspace: Workspace,
    marts: Sequence[Mart],
    checks: Sequence[Check],
    timings: Mapping[str, float] | None = None,
) -> Published:
    """Copy `marts` of the newest build to the readers, all of them or none.

    Raises:
        UserError: when the newest build did not pass, or a mart is missing.
    """
    started = time.monotonic()
    with builds.open_warehouse(workspace.paths.warehouse) as connection:
        build = _publishable(connection)
        serving = workspace.paths.serving
        draft = serving.with_name(f"{serving.stem}-{build.build_id}.draft")
        base, earlier = draft.with_suffix(BASE), _base_before(connection, build, serving)
        rows = copy_marts(connection, draft, marts, base, earlier)
        as_of_date = _as_of_date(connection)
        _suggest(draft, suggestions.known_names(connection))
        _describe(draft, build, as_of_date, workspace.settings, checks)
        with duckdb.connect(str(draft)) as serving_file:
            ask_and_publish(workspace, serving_file, build.build_id, as_of_date)
        path = _swap(draft, serving, workspace.settings.maintain.keep_serving_files)
        seconds = {**build.timings, **(timings or {}), "publish": time.monotonic() - started}
        builds.record(connection, replace(build, status="published", timings=seconds))
    _write_status(workspace, {"status": "ok", "build_id": build.build_id})
    return Published(path, rows, as_of_date)


@contextmanager
def open_published(serving: Path) -> Generator[duckdb.DuckDBPyConnection]:
    """What was published last, to read only.

    Raises:
        UserError: when nothing was published yet.
    """
    if not serving.exists():
        raise UserError("Nothing was published yet: run `headwater run` first.")
    with duckdb.connect(str(serving.resolve()), read_only=True) as connection:
        yield connection


def report_failure(workspace: Workspace, failed: Sequence[str], reason: str = "") -> None:
    """Tell the readers why what they see is not the newest; the numbers stay as they are."""
    names = ", ".join(failed) or reason
    _write_status(
        workspace,
        {
            "status": "failed",
            "failed_checks": list(failed),
            "message_en": f"The last run was not published ({names}). You see the last good ones.",
            "message_zh": f"最近一次运行未发布（{names}），您看到的是上一次正确的数据。",
        },
    )


def _publishable(connection: duckdb.DuckDBPyConnection) -> Build:
    build = builds.newest(connection)
    if build is None or build.status not in {"built", "published"}:
        state = "missing" if build is None else build.status
        raise UserError(
            f"The newest build is {state}, so it is not published. Run `headwater run` to build "
            "everything and publish it."
        )
    return build


def _base_before(connection: duckdb.DuckDBPyConnection, build: Build, serving: Path) -> Path | None:
    """The base of the build that this one carried on; None where it made all anew."""
    before = builds.newest(connection, before=build.build_id)
    if build.is_full or before is None or before.status != "published":
        return None
    path = serving.with_name(f"{serving.stem}-{before.build_id}{BASE}")
    return path if path.exists() else None


def _suggest(draft: Path, names: dict[str, set[str]]) -> None:
    with duckdb.connect(str(draft)) as connection:
        suggestions.write(connection, names)


def _as_of_date(connection: duckdb.DuckDBPyConnection) -> date | None:
    found = connection.execute(
        "select table_schema from information_schema.tables where table_name = 'int_as_of'"
    ).fetchall()
    if not found:
        return None
    rows = connection.execute(f'select as_of_date from "{found[0][0]}".int_as_of').fetchall()
    return rows[0][0] if rows else None


def _describe(
    draft: Path, build: Build, as_of_date: date | None, settings: Settings, checks: Sequence[Check]
) -> None:
    with duckdb.connect(str(draft)) as connection:
        _write_build(connection, build, as_of_date, settings)
        _write_merged(connection, settings)
        connection.execute(
            "create table meta_checks (check_name varchar, status varchar, failures bigint, "
            "message varchar, checked_at timestamp)"
        )
        rows = [
            [check.check_name, check.status, check.failures, check.message, check.checked_at]
            for check in checks
        ]
        if rows:
            connection.executemany("insert into meta_checks values (?, ?, ?, ?, ?)", rows)


def _write_merged(connection: duckdb.DuckDBPyConnection, settings: Settings) -> None:
    connection.execute("create table meta_merged_channels (channel varchar, merged_into varchar)")
    rows = sorted(followed(settings.merged_channels).items())
    if rows:
        connection.executemany("insert into meta_merged_channels values (?, ?)", rows)


def _write_build(
    connection: duckdb.DuckDBPyConnection,
    build: Build,
    as_of_date: date | None,
    settings: Settings,
) -> None:
    company, windows = settings.company, settings.windows
    connection.execute(
        "create table meta_build (build_id varchar, built_at timestamp, as_of_date date, "
        "newest_load_id varchar, company_name varchar, company_name_zh varchar, timezone varchar, "
        "currency varchar, session_timeout_minutes integer, attribution_lookback_days integer, "
        "funnel_window_days integer, status varchar)"
    )
    connection.execute(
        "insert into meta_build values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            build.build_id,
            builds.now(),
            as_of_date,
            build.newest_load_id,
            company.name,
            company.name_zh,
            company.timezone,
            company.currency,
            windows.session_timeout_minutes,
            windows.attribution_lookback_days,
            windows.funnel_window_days,
            "published",
        ],
    )


def _swap(draft: Path, serving: Path, kept: int) -> Path:
    path = draft.with_suffix(".duckdb")
    draft.replace(path)
    link = serving.with_suffix(".link")
    link.unlink(missing_ok=True)
    link.symlink_to(path.name)
    link.replace(serving)
    for old in sorted(serving.parent.glob(f"{serving.stem}-*.duckdb"))[:-kept]:
        old.unlink()
    for abandoned in serving.parent.glob(f"{serving.stem}-*.draft*"):
        abandoned.unlink()
    for base in serving.parent.glob(f"{serving.stem}-*{BASE}"):
        if base.stem != path.stem:
            base.unlink()
    return path


def _write_status(workspace: Workspace, status: dict[str, str | list[str]]) -> None:
    path = workspace.paths.serving.with_name(STATUS_NAME)
    draft = path.with_suffix(".draft")
    text = json.dumps({**status, "at": builds.now().isoformat()}, ensure_ascii=False, indent=1)
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)
