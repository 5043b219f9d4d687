"""The lifts of activities and offline contracts in the warehouse, measured after each build."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb
import pandas as pd

from orchestration import builds
from orchestration.dbt_project import Mart
from orchestration.workspace import Workspace

if TYPE_CHECKING:
    from measurement.placement_verdicts import Worth

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
VERDICTS = "fct_placement_verdicts"
VERDICT_COLUMNS = {
    "placement_id": "varchar",
    "verdict": "varchar",
    "verdict_en": "varchar",
    "verdict_zh": "varchar",
    "method": "varchar",
    "why_en": "varchar",
    "why_zh": "varchar",
    "investors": "double",
    "investors_low": "double",
    "investors_high": "double",
    "revenue_per_investor": "double",
    "net_profit": "double",
    "net_low": "double",
    "net_high": "double",
    "cost_per_investor": "double",
    "cost_per_investor_low": "double",
    "cost_per_investor_high": "double",
    "warnings_en": "varchar",
    "warnings_zh": "varchar",
}
"""One row per placement: scale, fix, stop or cannot tell; money, and intervals of 95 %."""
_PLACEMENTS = """
    select
        placement_id, placement_name, city, campus, start_date, watched_until,
        cast(cost_amount as double) as cost_amount
    from int_placements order by placement_id nulls last
"""
_CAMPUS_PANEL = """
    select place as city, stat_date, campus_registrations, campus_first_investments
    from int_venues_daily order by place nulls last, stat_date nulls last
"""
_WORTH = "select investors, revenue_mean, revenue_variance from int_investor_worth"
_PANEL = """
    select
        city,
        stat_date,
        cast(registrations as bigint) as registrations,
        first_investments,
        halo_sessions,
        cast(investors as bigint) as investors
    from int_places_daily order by city nulls last, stat_date nulls last
"""


def published() -> list[Mart]:
    """The tables, as publish takes them."""
    return [Mart(SCHEMA, name, name) for name in (NAME, VERDICTS)]


def measure(workspace: Workspace) -> int:
    """Measure every placement whose inputs changed, and replace the tables; returns the lifts."""
    from measurement.placement_verdicts import judge_placements
    from measurement.placements import CAMPUS_METRICS, watch

    with builds.open_warehouse(workspace.paths.warehouse) as connection:
        _create(connection)
        placements = connection.execute(_PLACEMENTS).df()
        worth = _worth(connection, workspace.settings.company.currency)
        known = connection.execute(f"select * from {TABLE}").df()
        found = watch(placements, connection.execute(_PANEL).df(), known)
        campuses = placements[placements["campus"].notna()]
        campuses = campuses.assign(city=campuses["campus"])
        panel = connection.execute(_CAMPUS_PANEL).df()
        found = pd.concat([found, watch(campuses, panel, known, CAMPUS_METRICS)])
        verdicts = judge_placements(placements, found, worth)
        connection.execute("begin")
        _replace(connection, TABLE, found[list(COLUMNS)])
        _replace(connection, f"{SCHEMA}.{VERDICTS}", verdicts[list(VERDICT_COLUMNS)])
        connection.execute("commit")
    return len(found)


def _create(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(f"create schema if not exists {SCHEMA}")
    for name, columns in ((NAME, COLUMNS), (VERDICTS, VERDICT_COLUMNS)):
        types = ", ".join(f"{column} {kind}" for column, kind in columns.items())
        connection.execute(f"create table if not exists {SCHEMA}.{name} ({types})")


def _worth(connection: duckdb.DuckDBPyConnection, currency: str) -> Worth | None:
    """What a first investor brings; None where nobody is old enough to tell."""
    from measurement.placement_verdicts import Worth

    investors, mean, variance = connection.execute(_WORTH).fetchall()[0]
    if not investors or mean is None:
        return None
    spread = float(mean) ** 2 if variance is None else variance
    return Worth(int(investors), float(mean), spread, currency)


def _replace(connection: duckdb.DuckDBPyConnection, table: str, found: pd.DataFrame) -> None:
    rows = found.astype(object).where(found.notna(), None).to_numpy().tolist()
    marks = ", ".join("?" for _ in found.columns)
    connection.execute(f"delete from {table}")
    if rows:
        connection.executemany(f"insert into {table} values ({marks})", rows)
