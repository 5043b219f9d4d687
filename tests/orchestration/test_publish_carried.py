"""Marts of which a day writes some keys anew are published onto what was published before."""

from __future__ import annotations

import logging
import subprocess
import sys
from dataclasses import replace

import duckdb
import pytest

from orchestration import builds
from orchestration.builds import Build
from orchestration.dbt_project import Mart
from orchestration.publish import publish
from orchestration.workspace import Workspace
from tests.orchestration.conftest import a_build

LISTED = [Mart("main", "fct_spend", "fct_spend", ("stat_date", "campaign_id"), "changed")]
FIRST_ROWS = "('2026-06-01', 'kept', 1), ('2026-06-01', null, 2), ('2026-06-02', 'gone', 3)"
NEXT_ROWS = "('2026-06-01', 'kept', 10), ('2026-06-01', null, 20), ('2026-06-03', 'new', 40)"
CHANGED = "(date '2026-06-01', null), (date '2026-06-02', 'gone'), (date '2026-06-03', 'new')"
"""Not `kept`, whose other amount therefore shows where a row was copied all the same."""
CARRIED = [("kept", 1), (None, 20), ("new", 40)]
COPIED = [("kept", 10), (None, 20), ("new", 40)]


def a_day(build_id: str, status: builds.Status = "built") -> Build:
    return replace(a_build(build_id, status), changed_after_load="1795463887.7")


def build_spend(workspace: Workspace, build: Build, rows: str, changed: str = CHANGED) -> None:
    with builds.open_warehouse(workspace.paths.warehouse) as connection:
        connection.execute(
            "create or replace table fct_spend as select cast(stat_date as date) as stat_date, "
            f"campaign_id, amount from (values {rows}) as t (stat_date, campaign_id, amount)"
        )
        connection.execute(
            "create or replace table changed as select * from "
            f"(values {changed}) as t (stat_date, campaign_id)"
        )
        connection.execute("create or replace table int_as_of as select current_date as as_of_date")
        builds.record(connection, build)


def spend(workspace: Workspace) -> list[tuple[str | None, int]]:
    with duckdb.connect(str(workspace.paths.serving.resolve()), read_only=True) as connection:
        asked = "select campaign_id, amount from fct_spend order by amount"
        return connection.execute(asked).fetchall()


@pytest.fixture
def published(workspace: Workspace) -> Workspace:
    """A company of which one full build is published."""
    build_spend(workspace, a_build("b1"), FIRST_ROWS)
    publish(workspace, LISTED, [])
    return workspace


def test_a_day_publishes_what_it_wrote_anew_onto_the_last_file(published):
    build_spend(published, a_day("b2"), NEXT_ROWS)
    result = publish(published, LISTED, [])
    assert spend(published) == CARRIED
    assert result.rows == {"fct_spend": 3}
    with duckdb.connect(str(published.paths.serving.resolve()), read_only=True) as connection:
        assert connection.execute("select build_id from meta_build").fetchall() == [("b2",)]


def test_a_full_build_is_published_whole(published):
    build_spend(published, a_build("b2"), NEXT_ROWS)
    publish(published, LISTED, [])
    assert spend(published) == COPIED


def test_what_follows_a_build_that_was_not_published_is_published_whole(published):
    build_spend(published, a_day("b2", "failed"), FIRST_ROWS)
    build_spend(published, a_day("b3"), NEXT_ROWS)
    publish(published, LISTED, [])
    assert spend(published) == COPIED


def test_a_mart_is_published_whole_where_changed_rows_do_not_make_it_up(published):
    rows_left = NEXT_ROWS.rpartition(", (")[0]
    build_spend(published, a_day("b2"), rows_left, "(date '2026-06-01', null)")
    publish(published, LISTED, [])
    assert spend(published) == COPIED[:2]


@pytest.mark.parametrize("kept", [None, 0, 0.5], ids=["gone", "empty", "cut-short"])
def test_marts_are_published_whole_where_the_last_base_cannot_be_read(published, kept, caplog):
    base = published.paths.serving.resolve().with_suffix(".base")
    written = base.read_bytes()
    if kept is None:
        base.unlink()
    else:
        base.write_bytes(written[: int(kept * len(written))])
    build_spend(published, a_day("b2"), NEXT_ROWS)
    with caplog.at_level(logging.WARNING):
        publish(published, LISTED, [])
    assert spend(published) == COPIED
    assert ("headwater-b1.base" in caplog.text) == (kept is not None)


def test_what_a_killed_publish_left_is_not_taken_for_the_new_one(published):
    build_spend(published, a_day("b2"), NEXT_ROWS)
    draft = published.paths.serving.with_name("headwater-b2.draft")
    writer = (
        "import duckdb, os, sys; c = duckdb.connect(sys.argv[1]);"
        "c.execute('create table fct_spend as select 7 as amount'); os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", writer, str(draft)], check=True)
    assert draft.with_name("headwater-b2.draft.wal").exists()
    publish(published, LISTED, [])
    assert spend(published) == CARRIED


def test_of_a_mart_that_is_published_whole_nothing_is_left_in_the_next_file(workspace):
    whole = [*LISTED, Mart("main", "people", "people")]
    for number in range(3):
        build = a_day(f"b{number}") if number else a_build("b0")
        build_spend(workspace, build, NEXT_ROWS)
        with builds.open_warehouse(workspace.paths.warehouse) as connection:
            connection.execute(
                "create or replace table people as "
                f"select 'secret of build {number}' as account, i from range(10000) as t (i)"
            )
        publish(workspace, whole, [])
        written = workspace.paths.serving.resolve().read_bytes()
        found = [b"secret of build %d" % other in written for other in range(3)]
        assert found == [other == number for other in range(3)]
    bases = [path.name for path in workspace.paths.serving.parent.glob("*.base")]
    assert bases == ["headwater-b2.base"]


def test_a_file_does_not_grow_by_what_it_replaces(workspace):
    many = "select date '2026-06-01' + cast(i % 30 as integer) as stat_date, "
    many += "md5(i::varchar) as campaign_id, i as amount from range(100000) as t (i)"
    sizes = []
    for number in range(6):
        build = a_day(f"b{number}") if number else a_build("b0")
        build_spend(workspace, build, NEXT_ROWS)
        with builds.open_warehouse(workspace.paths.warehouse) as connection:
            connection.execute(f"create or replace table fct_spend as {many}")
            connection.execute("create or replace table whole as from fct_spend")
            connection.execute(
                "create or replace table changed as select * from fct_spend where amount % 10 = 0"
            )
        publish(workspace, [*LISTED, Mart("main", "whole", "whole")], [])
        sizes.append(workspace.paths.serving.resolve().stat().st_size)
    assert sizes[-1] < 1.5 * sizes[0], sizes
