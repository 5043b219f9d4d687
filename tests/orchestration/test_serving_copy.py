"""A serving file that begins with what the one before it held."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest

from orchestration.dbt_project import Mart
from orchestration.serving_copy import LARGE, copy_marts

MART = Mart("main", "fct_days", "fct_days")
SMALL = Mart("main", "dim_few", "dim_few")
FIRST, DAYS = date(2026, 1, 1), 40
CHANGED, GONE, NEW = (FIRST + timedelta(days=number) for number in (3, 5, DAYS))
A_DAY = 2 * LARGE // DAYS


@pytest.fixture
def warehouse(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A large mart of forty days and a small one."""
    with duckdb.connect(str(tmp_path / "warehouse.duckdb")) as connection:
        connection.execute(
            f"create table fct_days as select {_day('days.day')} as stat_date, "
            "'keyword ' || rows.number as keyword_id, rows.number / 7 as amount, "
            "case when rows.number % 3 = 0 then rows.number end as clicks, "
            "rows.number as _person "
            f"from range({DAYS}) as days(day) cross join range({A_DAY}) as rows(number)"
        )
        connection.execute("create table dim_few as select 1 as number")
        yield connection


@pytest.fixture
def published(warehouse: duckdb.DuckDBPyConnection, tmp_path: Path) -> Path:
    """The serving file of yesterday, with a mart that is no more."""
    path = tmp_path / "published.duckdb"
    warehouse.execute("create table fct_former as select 1 as number")
    copy_marts(warehouse, path, [MART, SMALL, Mart("main", "fct_former", "fct_former")])
    return path


def _day(number: str) -> str:
    return f"date '{FIRST}' + cast({number} as integer)"


def _a_new_day(warehouse: duckdb.DuckDBPyConnection) -> None:
    warehouse.execute(
        "update fct_days set clicks = null "
        f"where stat_date = '{CHANGED}' and keyword_id = 'keyword 3'"
    )
    warehouse.execute(f"delete from fct_days where stat_date = '{GONE}'")
    warehouse.execute(
        f"insert into fct_days by name select date '{NEW}' as stat_date, 'new' as keyword_id, "
        "1.5 as amount, 7 as _person"
    )


def _served(path: Path, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.execute(query).fetchall()


def _same_as(warehouse: duckdb.DuckDBPyConnection, path: Path) -> bool:
    warehouse.execute(f"attach '{path}' as told (read_only)")
    try:
        built = "select * exclude _person from fct_days"
        (found,) = warehouse.execute(
            f"select (select count(*) from ({built} except all from told.fct_days)), "
            f"(select count(*) from (from told.fct_days except all {built}))"
        ).fetchall()
    finally:
        warehouse.execute("detach told")
    return found == (0, 0)


def _last_days(path: Path) -> list[date]:
    """The two days whose rows were written last."""
    found = _served(
        path, "select stat_date from fct_days group by 1 order by max(rowid) desc limit 2"
    )
    return [day for (day,) in found if isinstance(day, date)]


def test_only_days_that_changed_are_written_into_what_stood(warehouse, published, tmp_path):
    _a_new_day(warehouse)
    rows = copy_marts(warehouse, tmp_path / "draft.duckdb", [MART, SMALL], published)
    assert _same_as(warehouse, tmp_path / "draft.duckdb")
    assert rows == {"fct_days": A_DAY * (DAYS - 1) + 1, "dim_few": 1}
    assert _last_days(tmp_path / "draft.duckdb") == [NEW, CHANGED]


def test_marts_that_are_no_more_are_left_out_and_yesterdays_file_stays(
    warehouse, published, tmp_path
):
    before = published.read_bytes()
    copy_marts(warehouse, tmp_path / "draft.duckdb", [MART, SMALL], published)
    tables = "select table_name from duckdb_tables() order by all"
    assert _served(tmp_path / "draft.duckdb", tables) == [("dim_few",), ("fct_days",)]
    assert published.read_bytes() == before


@pytest.mark.parametrize(
    "change",
    [
        f"update fct_days set amount = amount + 1 where stat_date < {_day(str(DAYS * 2 // 3))}",
        "alter table fct_days add column impressions bigint",
        "alter table fct_days alter column amount type float",
        "insert into fct_days by name select 'no day' as keyword_id",
    ],
)
def test_a_mart_that_mostly_changed_or_has_other_columns_or_no_day_is_copied_whole(
    warehouse, published, tmp_path, change
):
    _a_new_day(warehouse)
    warehouse.execute(change)
    copy_marts(warehouse, tmp_path / "draft.duckdb", [MART], published)
    assert _same_as(warehouse, tmp_path / "draft.duckdb")
    in_order = _served(tmp_path / "draft.duckdb", "select stat_date from fct_days order by rowid")
    days = [day for (day,) in in_order if isinstance(day, date)]
    assert days == sorted(days)


def test_a_file_that_cannot_be_read_is_done_without(warehouse, published, tmp_path):
    published.write_bytes(b"torn" * 5000)
    copy_marts(warehouse, tmp_path / "draft.duckdb", [MART], published)
    assert _same_as(warehouse, tmp_path / "draft.duckdb")
