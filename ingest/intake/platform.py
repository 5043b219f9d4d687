"""The platform's own database: rows changed since the last complete load, table by table."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import duckdb
import pyarrow as pa
from sqlalchemy import URL, Engine, Table, create_engine, make_url
from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool
from sqlalchemy.sql import Select

from ingest.config import Paths, Settings
from ingest.descriptions import SourceDescription, TableDescription
from ingest.intake.delivered import need_headers
from ingest.words import RefusalError

WATERMARK = "updated_at"


@dataclass(frozen=True)
class Changes:
    """Changed rows of one table: text columns of the contract and `_row_number`."""

    dataset: str
    rows: pa.Table
    newest: str


def changes(
    connection: duckdb.DuckDBPyConnection,
    paths: Paths,
    settings: Settings,
    source: SourceDescription,
) -> list[Changes]:
    """All tables' rows since the watermark less the lag.

    Raises:
        RefusalError: when the database cannot be opened or read.
    """
    engine = create_engine(database_url(paths.home, settings.platform.url), poolclass=NullPool)
    marks = read_watermarks(paths)
    found = []
    for table in source.tables:
        since = _since(marks.get(table.dataset), settings.platform.lag_hours)
        arrow = _read(engine, table, since)
        if arrow is not None:
            rows, newest = _as_text(connection, table, arrow)
            found.append(Changes(table.dataset, rows, newest or marks.get(table.dataset, "")))
    return found


def database_url(home: Path, url: str) -> URL:
    """The SQLAlchemy URL; a relative SQLite path is below the company folder, and must exist.

    Raises:
        RefusalError: when the SQLite file is missing.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or not parsed.database:
        return parsed
    path = home / parsed.database
    if not path.exists():
        raise RefusalError(
            "missing_database",
            f"The platform database {path} does not exist; check [platform] url.",
            f"平台数据库 {path} 不存在，请检查 [platform] url。",
        )
    query = {**parsed.query, "mode": "ro", "uri": "true"}
    return parsed.set(database=f"file:{path}", query=query)


def read_watermarks(paths: Paths) -> dict[str, str]:
    """The newest `updated_at` (database time) that a complete load has brought, by table."""
    file = paths.state / "platform.json"
    return json.loads(file.read_text("utf-8")) if file.exists() else {}


def write_watermarks(paths: Paths, found: list[Changes]) -> None:
    """Move the watermarks on; only after the load is complete."""
    marks = read_watermarks(paths) | {one.dataset: one.newest for one in found if one.newest}
    unfinished = paths.state / "platform.json.part"
    unfinished.parent.mkdir(parents=True, exist_ok=True)
    unfinished.write_text(json.dumps(marks, indent=1), "utf-8")
    unfinished.replace(paths.state / "platform.json")


def _since(mark: str | None, lag_hours: int) -> datetime | None:
    if not mark:
        return None
    return datetime.fromisoformat(mark) - timedelta(hours=lag_hours)


def _read(engine: Engine, table: TableDescription, since: datetime | None) -> pa.Table | None:
    from dlt.sources.sql_database import sql_table  # noqa: PLC0415  (a second to import)

    def changed(query: Select, selected: Table, *_: object) -> Select:
        return query.where(selected.c[WATERMARK] >= since) if since else query

    try:
        with engine.connect() as connection:
            if not _has_table(connection, table.dataset):
                return None
        resource = sql_table(
            credentials=engine,
            table=table.dataset,
            backend="pyarrow",
            chunk_size=200_000,
            query_adapter_callback=changed,
        )
        parts = [part for part in resource if isinstance(part, pa.Table)]
    except SQLAlchemyError as error:
        raise _unreachable(error) from error
    return pa.concat_tables(parts, promote_options="permissive") if parts else None


def _has_table(connection: Connection, name: str) -> bool:
    return bool(connection.dialect.has_table(connection, name))


def _as_text(
    connection: duckdb.DuckDBPyConnection, table: TableDescription, arrow: pa.Table
) -> tuple[pa.Table, str | None]:
    connection.register("platform_rows", arrow)
    given = {name: header for name, header in table.columns.items() if header in arrow.column_names}
    needed = [h for n, h in table.columns.items() if table.contract.column(n).required]
    need_headers(arrow.column_names, needed)
    texts = ", ".join(f'cast("{header}" as varchar) as "{name}"' for name, header in given.items())
    sql = f"select {texts}, row_number() over () as _row_number from platform_rows"
    rows = connection.sql(sql).to_arrow_table()
    newest = connection.execute(
        f'select cast(max("{table.columns[WATERMARK]}") as varchar) from platform_rows'
    ).fetchall()[0][0]
    connection.unregister("platform_rows")
    return rows, newest


def _unreachable(error: SQLAlchemyError) -> RefusalError:
    first = str(getattr(error, "orig", None) or error).splitlines()[0]
    if "locked" in first:
        return RefusalError(
            "locked_database",
            "The platform database is locked by another program; it is read at the next run.",
            "平台数据库被其他程序锁定，将在下次运行时读取。",
        )
    return RefusalError(
        "unreachable_database",
        f"The platform database cannot be read: {first}",
        f"平台数据库无法读取：{first}",
    )
