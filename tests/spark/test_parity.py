"""Everything that is built is the same on DuckDB and on Spark, and a difference is found."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest
from dbt.cli.main import dbtRunner

from orchestration.dbt_project import company_vars, options
from orchestration.spark.session import connect
from orchestration.workspace import open_workspace, prepare
from tests.conftest import environment_kept, run_once
from tests.e2e.conftest import simulated
from tests.spark.conftest import LAST_DAY, Engines
from tests.spark.parity import LEFT, RIGHT, Difference, differences, tables

pytestmark = pytest.mark.xdist_group("spark")
MONTHS = "_period=*"


def all_differences(engines: Engines) -> list[Difference]:
    keys = engines.keys()
    with engines.connection() as connection:
        names = tables(connection)
        assert len(names) > 100
        return [
            found for name in names for found in differences(connection, name, keys.get(name, ()))
        ]


def periods(engines: Engines, table: str) -> dict[str, set[str]]:
    folders = engines.spark.home.glob(f"warehouse/spark/*/{table}/{MONTHS}")
    return {folder.name: {file.name for file in folder.glob("*.parquet")} for folder in folders}


def test_a_full_build_is_the_same_on_both_engines(first_build: Engines):
    assert all_differences(first_build) == []


def test_a_daily_run_is_the_same_and_leaves_other_months_as_they_were(first_build: Engines):
    before = periods(first_build, "int_events")
    simulated(first_build.duckdb.home, LAST_DAY, None)
    run_once(first_build.duckdb.home)
    first_build.run_on_spark()
    after = periods(first_build, "int_events")
    assert all_differences(first_build) == []
    assert before["_period=2026-06-01"] != after["_period=2026-06-01"]
    written = compiled(first_build, "int_events")
    assert "insert overwrite table" in written
    assert "partition (_period)" in written


def compiled(engines: Engines, model: str) -> str:
    target = open_workspace(engines.spark.home).dbt_target
    return next(target.glob(f"run/**/{model}.sql")).read_text(encoding="utf-8")


ROWS = "(1, 'a', 1.5, 2.50::decimal(18, 2)), (2, 'b', null, 3.00::decimal(18, 2))"
CHANGES = {
    "a dropped row": ("delete from t where id = 2", ""),
    "a changed name": ("update t set name = 'c' where id = 1", "name"),
    "a fen": ("update t set money = 2.51 where id = 1", "money"),
    "a null": ("update t set money = null where id = 1", "money"),
    "a null that is none": ("update t set share = 0 where id = 2", "share"),
    "a float beyond 1e-9": ("update t set share = 1.5 * (1 + 2e-9) where id = 1", "share"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_difference_is_found(change: str, tmp_path: Path):
    statement, column = CHANGES[change]
    connection = duckdb.connect()
    for side in (LEFT, RIGHT):
        connection.execute(f"attach '{tmp_path / side}.duckdb' as {side}")
        connection.execute(
            f"create table {side}.main.t (id int, name text, share double, money decimal(18, 2))"
        )
        connection.execute(f"insert into {side}.main.t values {ROWS}")
    assert differences(connection, "t", ["id"]) == []
    connection.execute(
        statement.replace("update t", f"update {RIGHT}.main.t").replace(
            "from t", f"from {RIGHT}.main.t"
        )
    )
    assert differences(connection, "t", ["id"]) == [Difference("t", column, 1)]


def test_every_unit_test_of_the_models_holds_on_spark(first_build: Engines):
    with environment_kept():
        workspace = open_workspace(first_build.spark.home)
        prepare(workspace)
        connect(workspace.settings.spark)
        told = ["--vars", json.dumps(company_vars(workspace)), *options(workspace)]
        target = ["--target-path", str(workspace.dbt_target / "unit")]
        result = dbtRunner().invoke(["test", "--select", "test_type:unit", *told, *target])
    assert result.success
    assert len(getattr(result.result, "results", [])) > 30
