"""The measured marts about promotions: what they hold, and how they are written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import duckdb
import pyarrow as pa

from orchestration.dbt_project import Mart

SCHEMA = "measured"
DIGITS = 9
VERDICTS = {
    "promotion_id": "varchar",
    "arm": "varchar",
    "verdict": "varchar",
    "verdict_en": "varchar",
    "verdict_zh": "varchar",
    "method": "varchar",
    "why_en": "varchar",
    "why_zh": "varchar",
    "not_used_en": "varchar",
    "not_used_zh": "varchar",
    "people": "bigint",
    "control_people": "bigint",
    "subsidy_amount": "double",
    "activity_cost_amount": "double",
    "incremental_revenue": "double",
    "incremental_low": "double",
    "incremental_high": "double",
    "net_profit": "double",
    "net_low": "double",
    "net_high": "double",
    "first_investors": "double",
    "first_investors_low": "double",
    "first_investors_high": "double",
    "cost_per_first": "double",
    "cost_per_first_low": "double",
    "cost_per_first_high": "double",
    "persistence": "double",
    "is_borrowed": "boolean",
    "people_to_tell": "bigint",
    "payback_days": "integer",
    "test": "varchar",
    "days_during": "integer",
    "days_after": "integer",
    "warning_codes": "varchar",
    "warnings_en": "varchar",
    "warnings_zh": "varchar",
    "registered_at": "timestamp",
    "registered_outcome": "varchar",
    "registered_en": "varchar",
    "registered_zh": "varchar",
}
"""One row per promotion and arm that was given something; money, and intervals of 95 %."""
EFFECTS = {
    "promotion_id": "varchar",
    "arm": "varchar",
    "stat_date": "date",
    "effect": "double",
    "low": "double",
    "high": "double",
    "cumulative": "double",
}
"""One row per promotion, arm and day: revenue won by the arm or the cities, in the currency."""
MEMORY = {
    "promotion_id": "varchar",
    "arm": "varchar",
    "kind": "varchar",
    "effect": "double",
    "se": "double",
    "shrunk": "double",
    "shrunk_low": "double",
    "shrunk_high": "double",
    "kind_mean": "double",
    "kind_low": "double",
    "kind_high": "double",
}
"""One row per verdict with a number: net profit per unit of spend, drawn towards its kind."""
ARROW: dict[str, pa.DataType] = {
    "varchar": pa.string(),
    "double": pa.float64(),
    "bigint": pa.int64(),
    "integer": pa.int32(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "timestamp": pa.timestamp("us"),
}
MARTS: dict[str, Mapping[str, str]] = {
    "fct_promotion_verdicts": VERDICTS,
    "fct_promotion_effects": EFFECTS,
    "fct_promotion_memory": MEMORY,
}


def published() -> list[Mart]:
    """The measured marts, as publish takes them."""
    return [Mart(SCHEMA, name, name) for name in MARTS]


def write(
    connection: duckdb.DuckDBPyConnection, rows: Mapping[str, Sequence[Mapping[str, object]]]
) -> None:
    """Put `rows` by mart in place of what was measured before, all or nothing."""
    connection.execute(f"create schema if not exists {SCHEMA}")
    connection.execute("begin")
    for name, columns in MARTS.items():
        described = ", ".join(f"{column} {kind}" for column, kind in columns.items())
        connection.execute(f"create or replace table {SCHEMA}.{name} ({described})")
        connection.register("told", _arrow(rows.get(name, ()), columns))
        connection.execute(f"insert into {SCHEMA}.{name} select * from told")
        connection.unregister("told")
    connection.execute("commit")


def _arrow(rows: Sequence[Mapping[str, object]], columns: Mapping[str, str]) -> pa.Table:
    """Rows as one table: single inserts of each day's effect took longer than measuring them."""
    return pa.table(
        {
            column: pa.array([_told(row.get(column)) for row in rows], ARROW[kind])
            for column, kind in columns.items()
        }
    )


def _told(cell: object) -> object:
    """A number as published: sums of parts differ in their last digits with the parts' order."""
    return float(f"{cell:.{DIGITS}g}") if isinstance(cell, float) else cell
