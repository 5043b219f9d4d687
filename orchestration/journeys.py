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


TOUCHES = """
select visitor_id as user_id, touched_at as ts, channel, touchpoint_id
from "{schema}".fct_touchpoints
order by user_id, ts
"""
CONVERSIONS = """
select user_id as conversion_id, visitor_id as user_id, registered_at as ts,
    cast(null as double) as revenue, 'registration' as kind
from "{schema}".fct_funnel where registered_at is not null
union all
select order_id, visitor_id, invested_at, cast(amount as double),
    case when investment_number = 1 then 'first_investment' else 'repeat_investment' end
from "{schema}".fct_investments
order by 1
"""


def write_journeys(workspace: Workspace) -> tuple[Path, int]:
    """Write the newest build's journeys beside the published numbers; the path and its rows.

    Columns: person, event, ts (UTC), session, props (a struct), person_number. The explorer knows
    the file as sorted by person and time. Beside it `touches.parquet` and `conversions.parquet`, as
    `headwater explore attribution` reads them. Older files stay readable until new ones are whole.

    Raises:
        UserError: when nothing was built yet, or a cluster built it.
        WarehouseLockedError: while a run is writing.
    """
    if not workspace.paths.warehouse.exists():
        raise UserError("Nothing was built yet: run `headwater run` first.")
    if workspace.engine == "spark":
        raise UserError(
            "Events stay on the cluster: ask it for `int_journey_events` (docs/scale.md)."
        )
    path = workspace.paths.journeys
    draft = path.with_suffix(".draft")
    with builds.open_warehouse(workspace.paths.warehouse, read_only=True) as connection:
        engine = workspace.settings.engine
        connection.execute(f"set threads = {engine.threads}")
        connection.execute(f"set memory_limit = '{engine.memory_limit}'")
        connection.execute(f"set temp_directory = '{_quoted(workspace.paths.state / 'tmp')}'")
        write_layout(_journeys(connection), draft, Resources(engine.threads, engine.memory_limit))
        for name, sql in (("touches", TOUCHES), ("conversions", CONVERSIONS)):
            _write(connection, sql, path.with_name(f"{name}.parquet"))
    draft.replace(path)
    return path, pq.read_metadata(path).num_rows


def _write(connection: duckdb.DuckDBPyConnection, sql: str, path: Path) -> None:
    draft = path.with_suffix(".draft")
    connection.sql(sql.format(schema=_schema(connection))).write_parquet(str(draft))
    draft.replace(path)


def _schema(connection: duckdb.DuckDBPyConnection) -> str:
    found = connection.execute(
        "select table_schema from information_schema.tables where table_name = ?", [MODEL]
    ).fetchall()
    if not found:
        raise UserError("The newest build is older than this version: run `headwater run` first.")
    return found[0][0]


def _journeys(connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyRelation:
    props = ", ".join(f"{name} := {name}" for name in PROPS)
    return connection.sql(
        f"select person, event, ts, session, struct_pack({props}) as props "
        f'from "{_schema(connection)}".{MODEL}'
    )


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
