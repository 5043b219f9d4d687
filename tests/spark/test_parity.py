"""Everything that is built is the same on DuckDB and on Spark, and a difference is found."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from orchestration.workspace import open_workspace
from tests.spark.conftest import END, Engines, FirstBuild, OnDuckDB, everything_that_differs
from tests.spark.daily_tests import asked_otherwise, outcomes
from tests.spark.on_spark import built_on_spark
from tests.spark.parity import LEFT, RIGHT, Difference, differences, other_types
from tests.spark.periods import Period, left_alone, periods

pytestmark = pytest.mark.xdist_group("spark")
OF_PEOPLE = {"fct_investments", "fct_touchpoints", "int_credited_touches", "int_partner_people"}
"""Who comes back has all rows built anew, and those of earlier months come out the same."""


def test_a_full_build_is_the_same_on_both_engines(after_the_first_build: FirstBuild):
    assert after_the_first_build.differences == []


def test_a_daily_run_is_the_same_on_both_engines(second_build: Engines):
    assert everything_that_differs(second_build) == []


def test_every_data_test_finds_the_same_on_both_engines(
    on_duckdb: OnDuckDB, after_the_first_build: FirstBuild, second_build: Engines
):
    full, daily = outcomes(on_duckdb.first), outcomes(on_duckdb.second)
    assert len(full) == len(daily) > 140
    assert after_the_first_build.checks == full
    again = asked_otherwise(on_duckdb.first, on_duckdb.second)
    assert len(outcomes(second_build.spark)) == len(again) > 15
    assert outcomes(second_build.spark) <= daily


def test_a_daily_run_writes_only_the_months_in_which_rows_come_or_go(
    after_the_first_build: FirstBuild, second_build: Engines
):
    before, after = after_the_first_build.months, periods(second_build.spark)
    alone = left_alone(second_build.spark)
    months = {month: found for month, found in before.items() if month.table in alone}
    same = [m for m, found in months.items() if m in after and after[m].rows == found.rows]
    assert {month.table for month in same} >= {"int_events", "stg_ads__ad_spend"}
    assert {month.table for month in same} & OF_PEOPLE
    assert [month for month in same if after[month].files != before[month].files] == []
    written = Period("int_events", f"{END:%Y-%m}-01")
    assert after[written].files.isdisjoint(before[written].files)
    assert "insert overwrite table" in compiled(second_build, "int_events")
    assert "partition (_period)" in compiled(second_build, "int_events")


def compiled(engines: Engines, model: str) -> str:
    target = open_workspace(engines.spark.home).dbt_target
    return next(target.glob(f"run/**/{model}.sql")).read_text(encoding="utf-8")


def test_a_model_that_is_built_otherwise_on_one_engine_is_named(second_build: Engines, remote: str):
    model = "fct_cohort_ages"
    changed = ("cast(first_investments as bigint)", "cast(first_investments + 1 as bigint)")
    with built_on_spark(second_build.spark, model, changed):
        found = everything_that_differs(second_build)
    assert {(one.table, one.column) for one in found} == {(model, "first_investments")}
    with second_build.warehouses() as connection:
        assert differences(connection, model, second_build.keys()[model]) == []


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


def test_another_type_and_another_order_of_columns_are_found():
    connection = duckdb.connect()
    for side, columns in ((LEFT, "id int, n int, day date"), (RIGHT, "id int, day date, n bigint")):
        connection.execute(f"attach ':memory:' as {side}")
        connection.execute(f"create table {side}.main.t ({columns})")
    assert other_types(connection, "t") == [Difference("t", "n", 0), Difference("t", "day", 0)]
