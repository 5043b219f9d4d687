"""All that people did, in one Parquet file by person and time, for questions of one's own."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from measurement.funnels import write_layout
from measurement.tables import Resources
from orchestration import builds
from orchestration.workspace import UserError, Workspace

MODEL = "int_journey_events"
PROPS = ("channel", "campaign", "keyword", "platform", "city", "page", "amount")


def write_journeys(workspace: Workspace) -> tuple[Path, int]:
    """Write the newest build's journeys beside the published numbers; the path and its rows.

    Columns: person, event, ts (UTC), session, props (a struct), person_number. The explorer knows
    the file as sorted by person and time. The older file stays readable until the new one is whole.

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
        write_layout(_journeys(connection), draft, Resources(engine.threads, engine.memory_limit))
    draft.replace(path)
    return path, pq.read_metadata(path).num_rows


def _journeys(connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyRelation:
    found = connection.execute(
        "select table_schema from information_schema.tables where table_name = ?", [MODEL]
    ).fetchall()
    if not found:
        raise UserError("The newest build is older than this version: run `headwater run` first.")
    props = ", ".join(f"{name} := {name}" for name in PROPS)
    return connection.sql(
        f"select person, event, ts, session, struct_pack({props}) as props "
        f'from "{found[0][0]}".{MODEL}'
    )


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
