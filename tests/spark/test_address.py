"""Marts at an address that both sides reach through clients of their own, not in a folder."""

from __future__ import annotations

from collections.abc import Generator
from decimal import Decimal
from pathlib import Path

import pytest

from orchestration import builds
from orchestration.builds import Build
from orchestration.spark import tables
from orchestration.spark.examine import examine_cluster
from orchestration.spark.session import ClusterError, connect
from orchestration.workspace import Workspace, prepare
from tests.conftest import environment_kept
from tests.spark.test_cluster_words import company
from tests.spark.webhdfs import store_over

pytestmark = pytest.mark.xdist_group("spark")
SCHEMA = "in_a_store"
BUILD = Build("20260612T080000000000", "1", "", "any")
BY_MONTH = """
    create table in_a_store.{name} using parquet partitioned by (_period) as
    select id as order_id, cast(id as decimal(18, 2)) as amount, date '2026-05-01' as _period
    from range({rows})
"""


@pytest.fixture
def stored(remote: str, tmp_path: Path) -> Generator[Workspace]:
    """A company whose marts lie in a store; what the store holds is in `store`."""
    with store_over(tmp_path / "store") as address, environment_kept():
        marts = f"{address}/marts of ours"
        workspace = company(tmp_path / "home", remote, marts=marts, database=SCHEMA)
        prepare(workspace)
        yield workspace
        connect(workspace.settings.spark).sql(f"drop schema if exists {SCHEMA} cascade")


def test_a_store_that_both_sides_reach_is_well_and_keeps_no_trace_of_the_question(
    stored: Workspace, tmp_path: Path
):
    assert "answers at" in examine_cluster(stored)
    assert [path for path in tmp_path.glob("store/**/*") if path.is_file()] == []


def test_a_store_that_nobody_answers_for_is_told(remote: str, tmp_path: Path):
    with store_over(tmp_path / "store") as address:
        gone = address
    with pytest.raises(ClusterError, match="a folder or object store that both sides reach"):
        examine_cluster(company(tmp_path / "home", remote, marts=f"{gone}/marts"))


def test_what_the_cluster_builds_in_a_store_is_read_from_it(stored: Workspace, tmp_path: Path):
    tables.begin(stored, BUILD)
    session = connect(stored.settings.spark)
    for name, rows in (("orders", 3), ("nothing", 0)):
        session.sql(BY_MONTH.format(name=name, rows=rows))
    tables.show(stored)
    with builds.open_warehouse(stored.paths.warehouse) as connection:
        found = connection.sql("from orders order by order_id").fetchall()
        nothing = connection.sql("from nothing")
        assert (nothing.columns, nothing.fetchall()) == (["order_id", "amount"], [])
    assert found == [(number, Decimal(number)) for number in range(3)]
    assert list(tmp_path.glob(f"store/marts of ours/{BUILD.build_id}/orders/*/*.parquet"))


def test_the_next_full_build_leaves_what_others_keep_in_the_store(
    stored: Workspace, tmp_path: Path
):
    tables.begin(stored, BUILD)
    theirs = tmp_path / "store" / "marts of ours" / "theirs.txt"
    theirs.write_text("kept", encoding="utf-8")
    tables.begin(stored, BUILD)
    assert theirs.read_text(encoding="utf-8") == "kept"
