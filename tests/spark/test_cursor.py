"""How dbt's statements reach the cluster."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from dbt_common.exceptions import DbtRuntimeError

from ingest.sections import Spark
from orchestration.spark.cursor import QUERY, Cursor
from orchestration.spark.session import connect

pytestmark = pytest.mark.xdist_group("spark")


@pytest.fixture
def cursor(remote: str) -> Iterator[Cursor]:
    connect(Spark(remote=remote))
    made = Cursor()
    yield made
    made.close()


@pytest.mark.parametrize(
    "sql", ["select 1", "/* dbt */\n-- why\n with a as (select 1) select * from a", " (select 1)"]
)
def test_what_only_asks_is_told_from_what_does(sql: str):
    assert QUERY.match(sql)
    assert not QUERY.match(f"create table t as {sql}")
    assert not QUERY.match(f"/* select */ insert into t {sql}")


def test_rows_and_columns_of_a_query(cursor: Cursor):
    cursor.execute("select 1 as n, cast(2.5 as decimal(18, 2)) as money, null as nothing")
    assert [(name, kind) for name, kind, *_ in cursor.description] == [
        ("n", "int"),
        ("money", "decimal(18,2)"),
        ("nothing", "void"),
    ]
    assert cursor.fetchall() == [(1, Decimal("2.50"), None)]


def test_an_empty_answer_still_has_its_columns(cursor: Cursor):
    cursor.execute("select 'a' as letter where false")
    assert [name for name, *_ in cursor.description] == ["letter"]
    assert cursor.fetchall() == []


def test_what_a_statement_tells_can_be_read(cursor: Cursor):
    cursor.execute("show databases")
    assert ("default",) in cursor.fetchall()


def test_what_the_cluster_refuses_is_an_error_of_dbt(cursor: Cursor):
    with pytest.raises(DbtRuntimeError, match="TABLE_OR_VIEW_NOT_FOUND"):
        cursor.execute("select * from nowhere")
    with pytest.raises(DbtRuntimeError, match="DIVIDE_BY_ZERO"):
        cursor.execute("select 1 / 0")
