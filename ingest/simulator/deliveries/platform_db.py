"""The platform's own database: one SQLite file with everything known at a moment."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

from ingest.contracts import DATASETS
from ingest.contracts.columns import Column, Dataset
from ingest.simulator.deliveries import account_tables, money_tables, promotion_tables
from ingest.simulator.deliveries.as_known import Rows
from ingest.simulator.lives.society import Society
from ingest.simulator.world.story import Story

_TYPES = {
    "money": "DECIMAL(20,2)",
    "rate": "DECIMAL(10,6)",
    "count": "INTEGER",
    "instant": "DATETIME",
    "flag": "BOOLEAN",
}
TABLES: dict[str, Callable[[Story, Society], Rows]] = {
    "users": account_tables.users,
    "kyc": account_tables.kyc,
    "card_binds": account_tables.card_binds,
    "recharges": money_tables.recharges,
    "products": money_tables.products,
    "investments": money_tables.investments,
    "repayments": money_tables.repayments,
    "withdrawals": money_tables.withdrawals,
    "promotions": promotion_tables.promotions,
    "coupon_grants": promotion_tables.coupon_grants,
    "coupon_redemptions": promotion_tables.coupon_redemptions,
    "cash_packets": promotion_tables.cash_packets,
    "invite_rewards": promotion_tables.invite_rewards,
}


def write_platform(story: Story, path: Path, society: Society) -> None:
    """Write the database anew; readers of the old file keep it until they close it."""
    unfinished = path.with_name(f".{path.name}.part")
    unfinished.unlink(missing_ok=True)
    connection = sqlite3.connect(unfinished, isolation_level=None)
    try:
        connection.execute("pragma journal_mode = off")
        connection.execute("pragma synchronous = off")
        connection.execute("begin")
        for name, rows in TABLES.items():
            _write_table(connection, DATASETS[name], rows(story, society))
        connection.execute("commit")
    finally:
        connection.close()
    unfinished.replace(path)


def _write_table(connection: sqlite3.Connection, dataset: Dataset, rows: Rows) -> None:
    columns = [
        f"{column_name(column)} {_TYPES.get(column.kind, 'TEXT')}" for column in kept(dataset)
    ]
    key, name = ", ".join(dataset.key), dataset.name
    connection.execute(f"create table {name} ({', '.join(columns)}, primary key ({key}))")
    marks = ", ".join("?" * len(columns))
    connection.executemany(f"insert into {name} values ({marks})", rows)
    connection.execute(f"create index {name}_updated_at on {name} (updated_at)")


def kept(dataset: Dataset) -> list[Column]:
    """The columns that the platform keeps: what it deletes is gone, not marked."""
    return [column for column in dataset.columns if column.name != "is_deleted"]


def column_name(column: Column) -> str:
    """What the platform calls a column of the contract: amounts carry no `_raw`."""
    return column.name.removesuffix("_raw")
