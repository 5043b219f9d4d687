"""The log of alerts as published tables."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

import duckdb
import pandas as pd

from orchestration.alerts.log import Entry

ALERTS = "fct_alerts"
PARTS = "fct_alert_parts"
_KEY = {"alert": "varchar", "channel": "varchar", "city": "varchar", "stat_date": "date"}
_TIME = {"evaluated_at": "timestamp", "build_id": "varchar"}
COLUMNS: dict[str, dict[str, str]] = {
    ALERTS: {
        **_KEY,
        **_TIME,
        "metric": "varchar",
        "kind": "varchar",
        "bound": "varchar",
        "against": "varchar",
        "days": "integer",
        "floor": "double",
        "level": "double",
        "start_date": "date",
        "has_fired": "boolean",
        "reason": "varchar",
        "value": "double",
        "usual": "double",
        "low": "double",
        "high": "double",
        "volume": "double",
        "before": "double",
        "occasion_en": "varchar",
        "occasion_zh": "varchar",
        "is_current": "boolean",
        "delivery": "varchar",
        "delivered_at": "timestamp",
    },
    PARTS: {
        **_KEY,
        **_TIME,
        "part_channel": "varchar",
        "effect": "varchar",
        "contribution": "double",
    },
}
"""`fct_alerts`: one row per answer that a rule got about a channel, a city or the company (both
empty) on a day. `fct_alert_parts`: one row per channel and effect of an answer that fired; they
add up to `value` - `before`. What the rules of today say of the published numbers is current."""


def publish_log(
    connection: duckdb.DuckDBPyConnection,
    entries: Sequence[Entry],
    current: Collection[tuple[str, str, str, str]] = (),
) -> None:
    """Write both tables into the file that is about to be published; `current` are keys."""
    newest = {entry.key: entry for entry in entries if entry.key in current}
    alerts = [_alert(entry, newest.get(entry.key) is entry) for entry in entries]
    _write(connection, ALERTS, alerts)
    _write(connection, PARTS, [row for entry in entries for row in _parts(entry)])


def _alert(entry: Entry, is_current: bool) -> dict[str, object]:
    own = {"evaluated_at": entry.evaluated_at, "build_id": entry.build_id}
    sent = {"delivery": entry.delivery, "delivered_at": entry.delivered_at}
    return entry.told | own | sent | {"is_current": is_current}


def _parts(entry: Entry) -> list[dict[str, object]]:
    key = {name: entry.told[name] for name in _KEY}
    own = {"evaluated_at": entry.evaluated_at, "build_id": entry.build_id}
    parts = entry.told["parts"]
    return [key | own | dict(part) for part in parts] if isinstance(parts, list) else []


def _write(
    connection: duckdb.DuckDBPyConnection, name: str, rows: Sequence[dict[str, object]]
) -> None:
    columns = COLUMNS[name]
    described = ", ".join(f'"{column}" {kind}' for column, kind in columns.items())
    connection.execute(f"create or replace table {name} ({described})")
    if not rows:
        return
    told = pd.DataFrame([[_plain(row[column]) for column in columns] for row in rows])
    told.columns = list(columns)
    cast = ", ".join(f'cast("{column}" as {kind})' for column, kind in columns.items())
    connection.register("told", told)
    connection.execute(f"insert into {name} select {cast} from told")
    connection.unregister("told")


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value
