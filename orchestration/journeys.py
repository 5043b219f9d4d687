"""All that people did, in one Parquet file by person and time, for questions of one's own."""

from __future__ import annotations

from pathlib import Path

import duckdb

from orchestration import builds
from orchestration.workspace import UserError, Workspace

MODEL = "int_journey_events"
PROPS = ("channel", "campaign", "keyword", "platform", "city", "page", "amount")
ROW_GROUP = 245_760


def write_journeys(workspace: Workspace) -> tuple[Path, int]:
    """Write the newest build's journeys beside the published numbers; the path and its rows.

    Columns: person, event, ts (UTC), session, props (a struct). The older file stays readable
    until the new one is whole.

    Raises:
        UserError: when nothing was built yet.
        WarehouseLockedError: while a run is writing.
    """
    if not workspace.paths.warehouse.exists():
        raise UserError("Nothing was built yet: run `headwater run` first.")
    path = workspace.paths.journeys
    draft = path.with_suffix(".draft")
    with builds.open_warehouse(workspace.paths.warehouse, read_only=True) as connection:
        engine = workspace.settings.engine
        connection.execute(f"set threads = {engine.threads}")
        connection.execute(f"set memory_limit = '{engine.memory_limit}'")
        connection.execute(f"set temp_directory = '{_quoted(workspace.paths.state / 'tmp')}'")
        rows = _copy(connection, draft)
    draft.replace(path)
    return path, rows


def _copy(connection: duckdb.DuckDBPyConnection, draft: Path) -> int:
    found = connection.execute(
        "select table_schema from information_schema.tables where table_name = ?", [MODEL]
    ).fetchall()
    if not found:
        raise UserError("The newest build is older than this version: run `headwater run` first.")
    props = ", ".join(f"{name} := {name}" for name in PROPS)
    copied = connection.execute(
        f"copy (select person, event, ts, session, struct_pack({props}) as props "
        f'from "{found[0][0]}".{MODEL} order by person, ts, event) '
        f"to '{_quoted(draft)}' (format parquet, row_group_size {ROW_GROUP})"
    ).fetchall()
    return int(copied[0][0])


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
