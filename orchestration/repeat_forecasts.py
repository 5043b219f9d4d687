"""What investors will yet bring by their own rhythm, measured after each build where asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import duckdb
import pandas as pd

from orchestration import builds
from orchestration.dbt_project import Mart
from orchestration.workspace import Workspace

if TYPE_CHECKING:
    from measurement.lifetime_outlook import Ahead

SCHEMA, NAME = "measured", "fct_repeat_forecasts"
TABLE = f"{SCHEMA}.{NAME}"
HORIZONS = (30, 90, 180)
COLUMNS = {
    "horizon_days": "integer",
    "channel": "varchar",
    "investors": "bigint",
    "investments": "double",
    "revenue_amount": "double",
    "revenue_low_amount": "double",
    "revenue_high_amount": "double",
    "model_error": "double",
    "curve_error": "double",
    "refusal_en": "varchar",
    "refusal_zh": "varchar",
}
"""One row per horizon and channel of acquisition: its investors, the days on which they are
expected to invest within the horizon, their revenue (yuan) with its 95 % interval, both errors on
the hold-out of all channels (shares), or why nothing can be said. Empty where the settings do not
ask for it."""
_PURCHASES = """
    select
        orders.user_id as person,
        people.acquisition_channel as channel,
        orders.invested_date as day,
        greatest(coalesce(orders.revenue_amount, 0), 0) as amount
    from fct_investments as orders
    inner join fct_funnel as people on orders.visitor_id = people.visitor_id
    where orders.invested_date is not null
"""


def published() -> list[Mart]:
    """The table, as publish takes it."""
    return [Mart(SCHEMA, NAME, NAME)]


def measure(workspace: Workspace) -> list[str]:
    """Replace the table with the forecasts of the newest build; returns why any is missing."""
    asked = workspace.settings.forecasts.repeat_purchases
    with builds.open_warehouse(workspace.paths.warehouse) as connection:
        told = _measured(connection) if asked else []
        types = ", ".join(f"{column} {kind}" for column, kind in COLUMNS.items())
        connection.execute(f"create schema if not exists {SCHEMA}")
        connection.execute(f"create or replace table {TABLE} ({types})")
        if rows := _rows(told):
            marks = ", ".join("?" for _ in COLUMNS)
            connection.executemany(f"insert into {TABLE} values ({marks})", rows)
    refusals = (f"{one.refusal['en']} {one.refusal['zh']}" for one in told if one.refusal)
    return list(dict.fromkeys(refusals))


def _measured(connection: duckdb.DuckDBPyConnection) -> list[Ahead]:
    from measurement.lifetime_outlook import look_ahead

    as_of = connection.execute("select as_of_date from int_as_of").fetchall()
    return look_ahead(connection.sql(_PURCHASES), HORIZONS, as_of[0][0] if as_of else None)


def _rows(told: Sequence[Ahead]) -> list[list[object]]:
    frames = [
        one.table.assign(
            horizon_days=one.days,
            model_error=one.model_error,
            curve_error=one.curve_error,
            refusal_en=one.refusal["en"] if one.refusal else None,
            refusal_zh=one.refusal["zh"] if one.refusal else None,
        )
        for one in told
    ]
    if not frames:
        return []
    names = {"people": "investors", "transactions": "investments", "amount": "revenue_amount"}
    names |= {f"amount_{end}": f"revenue_{end}_amount" for end in ("low", "high")}
    found = pd.concat(frames).rename(columns=names)[list(COLUMNS)]
    return found.astype(object).where(found.notna(), None).to_numpy().tolist()
