"""Reads tables of any SQL database as text, in Arrow chunks, through dlt's `sql_table`."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pyarrow as pa
import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from ingest.words import RefusalError, Words

CHUNK_ROWS = 100_000
LOCK_SECONDS = 5
"""How long SQLite may wait for whoever writes the file."""
_DRIVERS = {
    "postgres": "postgresql+pg8000",
    "postgresql": "postgresql+pg8000",
    "mysql": "mysql+pymysql",
    "mariadb": "mariadb+pymysql",
}
"""The driver that comes with Headwater, for a URL that names none."""


@dataclass(frozen=True)
class Table:
    """What to read: contract column = column of the table, and the earliest `updated_at`."""

    name: str
    columns: dict[str, str]
    since: datetime | None = None


@contextmanager
def open_database(url: str, home: Path, timezone: str) -> Generator[sa.Engine]:
    """An engine for `url` that only reads; SQLite files are looked for below `home`.

    Moments that the database stores with a zone are told in `timezone`, like those without.

    Raises:
        RefusalError: when there is no such database or driver.
    """
    try:
        engine = sa.create_engine(_located(make_url(url), home), **_patience(url))
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        raise RefusalError(
            "no_database",
            f"[platform] url cannot be used: {error}. Write one such as sqlite:///platform.db, and "
            f"install the driver it names.",
            f"[platform] url 无法使用：{error}。"
            f"请写成 sqlite:///platform.db 这样的地址，并安装相应驱动。",
        ) from error
    event.listen(engine, "connect", _manners(engine.dialect.name, ZoneInfo(timezone)))
    try:
        yield engine
    finally:
        engine.dispose()


def _manners(dialect: str, zone: ZoneInfo) -> Callable[[DBAPIConnection, object], None]:
    """What each new connection is told: write nothing, and speak of time in `zone`."""
    offset = datetime.now(zone).strftime("%z")
    orders = {
        "postgresql": (
            "set session characteristics as transaction read only",
            f"set time zone '{zone.key}'",
        ),
        "mysql": (
            "set session transaction read only",
            f"set time_zone = '{offset[:3]}:{offset[3:]}'",
        ),
    }
    orders["mariadb"] = orders["mysql"]

    def obey(connection: DBAPIConnection, _record: object) -> None:
        cursor = connection.cursor()
        for order in orders.get(dialect, ()):
            cursor.execute(order)
        cursor.close()
        connection.commit()

    return obey


def _located(url: URL, home: Path) -> URL:
    url = url.set(drivername=_DRIVERS.get(url.drivername, url.drivername))
    if not url.drivername.startswith("sqlite") or not url.database or url.database == ":memory:":
        return url
    path = (home / url.database).resolve()
    if not path.is_file():
        raise RefusalError(
            "no_database",
            f"The platform database {path} does not exist. Correct [platform] url in "
            f"headwater.toml, or put the file there.",
            f"平台数据库 {path} 不存在。请在 headwater.toml 中改正 [platform] url，或放入该文件。",
        )
    return url.set(database=f"file:{path}", query={"mode": "ro", "uri": "true"})


def _patience(url: str) -> dict[str, dict[str, int]]:
    return {"connect_args": {"timeout": LOCK_SECONDS}} if url.startswith("sqlite") else {}


def columns_of(engine: sa.Engine) -> dict[str, list[str]]:
    """Names of all tables and of their columns."""
    inspector = sa.inspect(engine)
    found = {*inspector.get_table_names(), *inspector.get_view_names()}
    return {name: [column["name"] for column in inspector.get_columns(name)] for name in found}


def count_rows(engine: sa.Engine, name: str) -> int:
    """How many rows the table holds."""
    with engine.connect() as connection:
        return connection.execute(
            sa.select(sa.func.count()).select_from(sa.table(name))
        ).scalar_one()


def read_rows(engine: sa.Engine, table: Table) -> Iterator[pa.Table]:
    """Chunks of the table, all columns as text under the contract's names; decimals exact."""
    os.environ["RUNTIME__DLTHUB_TELEMETRY"] = "false"
    from dlt.sources.sql_database import sql_table  # noqa: PLC0415  (a second to import)

    def as_text(query: sa.Select, source: sa.Table) -> sa.Select:
        columns = [sa.cast(source.c[at], sa.String).label(to) for to, at in table.columns.items()]
        return _since(sa.select(*columns).select_from(source), source, table)

    rows = sql_table(
        engine,
        table.name,
        backend="pyarrow",
        chunk_size=CHUNK_ROWS,
        reflection_level="minimal",
        query_adapter_callback=as_text,
    )
    schema = pa.schema([(name, pa.string()) for name in table.columns])
    for chunk in rows:
        yield chunk.cast(schema)


def _since(query: sa.Select, source: sa.Table, table: Table) -> sa.Select:
    if table.since is None or "updated_at" not in table.columns:
        return query
    column = source.c[table.columns["updated_at"]]
    is_moment = isinstance(column.type, sa.DateTime)
    bound = table.since if is_moment else table.since.strftime("%Y-%m-%d %H:%M:%S")
    return query.where(sa.or_(column >= bound, column.is_(None)))


def words_for(error: Exception, url: str) -> Words:
    """Why the database could not be read; the URL's password is never shown."""
    shown = make_url(url).render_as_string(hide_password=True)
    cause: BaseException = error
    while not isinstance(cause, SQLAlchemyError) and cause.__cause__ is not None:
        cause = cause.__cause__
    text = _told(getattr(cause, "orig", None) or cause)
    if "locked" in text:
        return Words(
            f"The platform database {shown} is locked: another program writes it. Nothing of it "
            f"was loaded; run again when that has ended.",
            f"平台数据库 {shown} 被其他程序锁定，未加载其中任何数据；请在对方写完后重新运行。",
        )
    return Words(
        f"The platform database {shown} cannot be read: {text}. Nothing of it was loaded.",
        f"平台数据库 {shown} 无法读取：{text}。未加载其中任何数据。",
    )


def _told(cause: BaseException) -> str:
    """The message alone: PostgreSQL sends it with a dozen fields around, MySQL behind a number."""
    first, *more = cause.args or ("",)
    if isinstance(first, dict):
        return str(first.get("M", first))
    message = more[0] if isinstance(first, int) and more else cause
    return (str(message).splitlines() or [""])[0]
