"""`headwater maintain` where Spark builds: the lake is packed, and Spark reads the packs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from ingest.lake_files import lake_files
from orchestration import builds
from orchestration.maintain import maintain
from orchestration.spark.session import connect
from orchestration.workspace import open_workspace
from tests.conftest import environment_kept
from tests.spark.conftest import Engines

pytestmark = pytest.mark.xdist_group("spark")
VIEWS = ("stg_web__events", "stg_ads__ad_clicks", "stg_lake__annotations", "stg_lake__targets")


def read_by_spark(engines: Engines) -> dict[str, tuple[int, ...]]:
    """Number and hash of the rows in views on the lake."""
    spark = open_workspace(engines.spark.home).settings.spark
    session = connect(spark)
    asked = ("count(*)", "bit_xor(xxhash64(*))")
    views = {view: session.table(f"{spark.database}.{view}").drop("filename") for view in VIEWS}
    return {name: tuple(view.selectExpr(*asked).collect()[0]) for name, view in views.items()}


def events_of_duckdb(engines: Engines) -> int:
    """Rows in the view on all events, of a lake that nobody packed."""
    with builds.open_warehouse(engines.duckdb.warehouse, read_only=True) as connection:
        return connection.sql("from stg_web__events").aggregate("count(*)").fetchall()[0][0]


def test_spark_reads_the_same_rows_from_a_lake_that_was_packed(second_build: Engines):
    before, said = read_by_spark(second_build), []
    with environment_kept():
        workspace = open_workspace(second_build.spark.home)
        maintain(workspace, said.append, datetime.now(UTC) + timedelta(days=8))
    assert said[0].startswith("Packed")
    assert "files that are in packs now" in said[1]
    assert [file.is_pack for file in lake_files(second_build.spark.lake / "events")] == [True]
    assert read_by_spark(second_build) == before
    assert before["stg_web__events"][0] == events_of_duckdb(second_build) > 0
