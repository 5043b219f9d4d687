"""What the cluster builds, as this machine sees it: Parquet that DuckDB reads where it lies.

A full build begins a folder of its own below `marts`, so that what a killed build left behind is
in nobody's way. Everything that reads the warehouse finds a view for each of its tables.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import duckdb
import fsspec

from orchestration import builds
from orchestration.builds import Build
from orchestration.spark.session import connect
from orchestration.workspace import Workspace

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

KNOWN_BY = "int_events"
"""A table that every finished build has."""
SHOWN_IN = "main"
BUILD_FOLDERS = "[0-9]*T[0-9]*"
PERIOD = "_period"
"""The month by which Spark keeps a table; no column of the model."""


def knows_the_last_build(workspace: Workspace) -> bool:
    """Whether the cluster still has the tables that a daily run would add to.

    Raises:
        ClusterError: when the cluster cannot be used.
    """
    session, schema = connect(workspace.settings.spark), workspace.settings.spark.database
    return session.catalog.tableExists(f"{schema}.{KNOWN_BY}")


def begin(workspace: Workspace, build: Build) -> None:
    """Make the schema of a full build, in a new folder; a daily run goes on in the last one."""
    session, schema = connect(workspace.settings.spark), workspace.settings.spark.database
    if not build.is_full:
        return
    session.sql(f"drop schema if exists {schema} cascade")
    marts = workspace.spark_marts
    _remove(marts)
    session.sql(f"create schema {schema} location '{_quoted(marts)}/{build.build_id}'")


def show(workspace: Workspace) -> None:
    """Let the warehouse file show each table of the cluster under its name, as it is now."""
    session, schema = connect(workspace.settings.spark), workspace.settings.spark.database
    with builds.open_warehouse(workspace.paths.warehouse) as connection:
        for name, folder in tables(session, schema):
            _show_one(connection, session, f"{schema}.{name}", name, folder)


def tables(session: SparkSession, schema: str) -> Iterator[tuple[str, str]]:
    """Each table that the cluster has in `schema`, and the folder or address of its files."""
    location = session.catalog.getDatabase(schema).locationUri
    root = unquote(urlsplit(location).path if location.startswith("file:") else location)
    for row in session.sql(f"show table extended in {schema} like '*'").collect():
        if "Type: VIEW" not in row["information"]:
            yield row["tableName"], f"{root}/{row['tableName']}"


def hand_over(
    workspace: Workspace, connection: duckdb.DuckDBPyConnection, measured: str, names: Iterable[str]
) -> None:
    """Give the cluster what was measured here, as tables beside the models."""
    session, schema = connect(workspace.settings.spark), workspace.settings.spark.database
    for name in names:
        rows = connection.sql(f"select * from {measured}.{name}").to_arrow_table()
        session.sql(f"drop table if exists {schema}.{name}")
        session.createDataFrame(rows).write.format("parquet").saveAsTable(f"{schema}.{name}")


def _show_one(
    connection: duckdb.DuckDBPyConnection,
    session: SparkSession,
    table: str,
    name: str,
    folder: str,
) -> None:
    _drop(connection, name)
    files = f"{folder}/**/*.parquet"
    if _has_files(files):
        connection.execute(
            f'create view {SHOWN_IN}."{name}" as select * from '
            f"read_parquet('{_quoted(files)}', hive_partitioning = false)"
        )
        return
    connection.register("no_rows", session.table(table).drop(PERIOD).limit(0).toArrow())
    connection.execute(f'create table {SHOWN_IN}."{name}" as select * from no_rows')
    connection.unregister("no_rows")


def _remove(marts: str) -> None:
    """Folders of earlier builds go, also those that a cluster left behind and knows no more.

    At an address they stay, in nobody's way: others may keep theirs beside them.
    """
    if "://" not in marts:
        for folder in Path(marts).glob(BUILD_FOLDERS):
            shutil.rmtree(folder, ignore_errors=True)


def _drop(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    kinds = connection.execute(
        "select table_type from information_schema.tables "
        "where table_schema = ? and table_name = ?",
        [SHOWN_IN, name],
    ).fetchall()
    for (kind,) in kinds:
        connection.execute(f'drop {"view" if kind == "VIEW" else "table"} {SHOWN_IN}."{name}"')


def _has_files(pattern: str) -> bool:
    """A table by period has no file at all when it is empty."""
    if "://" in pattern:
        files, _ = fsspec.core.url_to_fs(pattern)
        return bool(files.glob(pattern))
    return any(Path(pattern.split("/**", maxsplit=1)[0]).rglob("*.parquet"))


def _quoted(text: str) -> str:
    return text.replace("'", "''")
