"""The lifts of activities and offline contracts in the warehouse, measured after each build."""

from __future__ import annotations

import duckdb
import pandas as pd

from orchestration import builds
from orchestration.dbt_project import Mart
from orchestration.workspace import Workspace

SCHEMA, NAME = "measured", "fct_place_lifts"
TABLE = f"{SCHEMA}.{NAME}"
COLUMNS = {
    "placement_id": "varchar",
    "metric": "varchar",
    "verdict": "varchar",
    "incremental": "double",
    "incremental_low": "double",
    "incremental_high": "double",
    "lift": "double",
    "p": "double",
    "controls": "bigint",
    "refusal_en": "varchar",
    "refusal_zh": "varchar",
    "inputs": "varchar",
}
"""One row per placement and metric: people or visits more than expected, with a 95 % interval."""
_PLACEMENTS = """
    select placement_id, city, start_date, watched_until
    from int_placements order by placement_id nulls last
"""
_PANEL = """
    select city, stat_date, registrations, first_investments, halo_sessions
    from int_places_daily order by city nulls last, stat_date nulls last
"""


def published() -> Mart:
    """The table, as publish takes it."""
    return Mart(SCHEMA, NAME, NAME)


def measure(workspace: Workspace) -> int:
    """Measure every placement whose inputs changed, and replace the table; returns its rows."""
    from measurement.placements import watch

    with builds.open_warehouse(workspace.paths.warehouse) as connection:
        types = ", ".join(f"{name} {kind}" for name, kind in COLUMNS.items())
        connection.execute(f"create schema if not exists {SCHEMA}")
        connection.execute(f"create table if not exists {TABLE} ({types})")
        placements = connection.execute(_PLACEMENTS).df()
        known = connection.execute(f"select * from {TABLE}").df()
        found = watch(placements, connection.execute(_PANEL).df(), known)
        _replace(connection, found[list(COLUMNS)])
    return len(found)


def _replace(connection: duckdb.DuckDBPyConnection, found: pd.DataFrame) -> None:
    rows = found.astype(object).where(found.notna(), None).to_numpy().tolist()
    marks = ", ".join("?" for _ in COLUMNS)
    connection.execute("begin")
    connection.execute(f"delete from {TABLE}")
    if rows:
        connection.executemany(f"insert into {TABLE} values ({marks})", rows)
    connection.execute("commit")
