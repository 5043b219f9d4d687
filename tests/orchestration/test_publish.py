import json
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import duckdb
import pytest

from orchestration import builds
from orchestration.builds import Build
from orchestration.checks import Check
from orchestration.dbt_project import Mart
from orchestration.publish import publish, report_failure
from orchestration.workspace import UserError, Workspace
from tests.orchestration.conftest import MARTS, a_build, warehouse_with


def published_amount(workspace: Workspace) -> Decimal:
    path = workspace.paths.serving.resolve()
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.execute("select invested_amount from fct_growth_daily").fetchall()[0][0]


def status_of(workspace: Workspace) -> dict[str, object]:
    return json.loads(workspace.paths.serving.with_name("status.json").read_text())


def test_a_published_number_equals_the_warehouse(workspace):
    warehouse_with(workspace, "1234567.89", a_build("b1"))
    result = publish(workspace, MARTS, [])
    assert published_amount(workspace) == Decimal("1234567.89")
    assert result.rows == {"fct_growth_daily": 1}
    assert status_of(workspace)["status"] == "ok"


def test_the_serving_file_says_what_it_was_built_from(workspace):
    warehouse_with(workspace, "1", a_build("b1"))
    publish(workspace, MARTS, [])
    with duckdb.connect(str(workspace.paths.serving.resolve()), read_only=True) as connection:
        rows = connection.execute(
            "select build_id, newest_load_id, as_of_date::varchar, timezone, funnel_window_days "
            "from meta_build"
        ).fetchall()
    assert rows == [("b1", "1795463887.7", "2026-06-30", "Asia/Shanghai", 90)]


def test_checks_are_published_with_their_outcome(workspace):
    warehouse_with(workspace, "1", a_build("b1"))
    at = datetime.now(UTC).replace(tzinfo=None)
    publish(workspace, MARTS, [Check("assert_spend_is_kept", "warn", 2, "why", at)])
    with duckdb.connect(str(workspace.paths.serving.resolve()), read_only=True) as connection:
        rows = connection.execute("select check_name, status, failures from meta_checks").fetchall()
    assert rows == [("assert_spend_is_kept", "warn", 2)]


def test_days_lie_in_order_in_the_serving_file(workspace):
    warehouse_with(workspace, "1", a_build("b1"))
    with builds.open_warehouse(workspace.paths.warehouse) as connection:
        schema, relation = MARTS[0].schema, MARTS[0].relation
        table = f'"{schema}"."{relation}"'
        connection.execute(f"insert into {table} by name select date '2026-06-28' as stat_date")
        connection.execute(f"insert into {table} by name select date '2026-06-29' as stat_date")
    publish(workspace, MARTS, [])
    with duckdb.connect(str(workspace.paths.serving.resolve()), read_only=True) as connection:
        days = connection.execute("select stat_date from fct_growth_daily").fetchall()
    assert days == sorted(days)
    assert len(days) == 3


def test_numbers_by_which_people_are_found_are_not_published(workspace):
    warehouse_with(workspace, "1", a_build("b1"))
    with builds.open_warehouse(workspace.paths.warehouse) as connection:
        schema, relation = MARTS[0].schema, MARTS[0].relation
        before = connection.table(f"{schema}.{relation}").columns
        connection.execute(f'alter table "{schema}"."{relation}" add column _person ubigint')
    publish(workspace, MARTS, [])
    with duckdb.connect(str(workspace.paths.serving.resolve()), read_only=True) as connection:
        assert connection.table("fct_growth_daily").columns == before


LISTED = [Mart("main", "fct_spend", "fct_spend", ("stat_date", "campaign_id"), "changed")]
"""A mart of which a daily run writes the rows anew whose keys `changed` lists."""
FIRST_ROWS = "('2026-06-01', 'kept', 1), ('2026-06-01', null, 2), ('2026-06-02', 'gone', 3)"
NEXT_ROWS = "('2026-06-01', 'kept', 10), ('2026-06-01', null, 20), ('2026-06-03', 'new', 40)"
CHANGED = "(date '2026-06-01', null), (date '2026-06-02', 'gone'), (date '2026-06-03', 'new')"
"""Not `kept`, whose other amount therefore shows where a row was copied all the same."""


def with_spend(workspace: Workspace, rows: str, changed: str, build: Build) -> None:
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


def a_day(build_id: str, status: builds.Status = "built") -> Build:
    return replace(a_build(build_id, status), changed_after_load="1795463887.7")


def test_a_day_publishes_what_it_wrote_anew_onto_the_last_file(workspace):
    with_spend(workspace, FIRST_ROWS, CHANGED, a_build("b1"))
    publish(workspace, LISTED, [])
    with_spend(workspace, NEXT_ROWS, CHANGED, a_day("b2"))
    result = publish(workspace, LISTED, [])
    assert spend(workspace) == [("kept", 1), (None, 20), ("new", 40)]
    assert result.rows == {"fct_spend": 3}
    with duckdb.connect(str(workspace.paths.serving.resolve()), read_only=True) as connection:
        assert connection.execute("select build_id from meta_build").fetchall() == [("b2",)]


COPIED = [("kept", 10), (None, 20), ("new", 40)]


def test_a_full_build_is_published_whole(workspace):
    with_spend(workspace, FIRST_ROWS, CHANGED, a_build("b1"))
    publish(workspace, LISTED, [])
    with_spend(workspace, NEXT_ROWS, CHANGED, a_build("b2"))
    publish(workspace, LISTED, [])
    assert spend(workspace) == COPIED


def test_what_follows_a_build_that_was_not_published_is_published_whole(workspace):
    with_spend(workspace, FIRST_ROWS, CHANGED, a_build("b1"))
    publish(workspace, LISTED, [])
    with_spend(workspace, FIRST_ROWS, CHANGED, a_day("b2", "failed"))
    with_spend(workspace, NEXT_ROWS, CHANGED, a_day("b3"))
    publish(workspace, LISTED, [])
    assert spend(workspace) == COPIED


def test_a_mart_is_published_whole_where_changed_rows_do_not_make_it_up(workspace):
    with_spend(workspace, FIRST_ROWS, CHANGED, a_build("b1"))
    publish(workspace, LISTED, [])
    with_spend(workspace, NEXT_ROWS, "(date '2026-06-01', null)", a_day("b2"))
    with builds.open_warehouse(workspace.paths.warehouse) as connection:
        connection.execute("delete from fct_spend where campaign_id = 'new'")
    publish(workspace, LISTED, [])
    assert spend(workspace) == COPIED[:2]


def test_a_mart_is_published_whole_where_the_last_base_is_gone(workspace):
    with_spend(workspace, FIRST_ROWS, CHANGED, a_build("b1"))
    publish(workspace, LISTED, [])
    workspace.paths.serving.resolve().with_suffix(".base").unlink()
    with_spend(workspace, NEXT_ROWS, CHANGED, a_day("b2"))
    publish(workspace, LISTED, [])
    assert spend(workspace) == COPIED


@pytest.mark.parametrize("kept", [0, 0.5])
def test_a_mart_is_published_whole_where_the_last_base_is_cut_short(workspace, kept):
    with_spend(workspace, FIRST_ROWS, CHANGED, a_build("b1"))
    publish(workspace, LISTED, [])
    base = workspace.paths.serving.resolve().with_suffix(".base")
    written = base.read_bytes()
    base.write_bytes(written[: int(kept * len(written))])
    with_spend(workspace, NEXT_ROWS, CHANGED, a_day("b2"))
    publish(workspace, LISTED, [])
    assert spend(workspace) == COPIED


def test_what_a_killed_publish_left_is_not_taken_for_the_new_one(workspace):
    with_spend(workspace, FIRST_ROWS, CHANGED, a_build("b1"))
    publish(workspace, LISTED, [])
    with_spend(workspace, NEXT_ROWS, CHANGED, a_day("b2"))
    draft = workspace.paths.serving.with_name("headwater-b2.draft")
    writer = (
        "import duckdb, os, sys; c = duckdb.connect(sys.argv[1]);"
        "c.execute('create table fct_spend as select 7 as amount'); os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", writer, str(draft)], check=True)
    assert draft.with_name("headwater-b2.draft.wal").exists()
    publish(workspace, LISTED, [])
    assert spend(workspace) == [("kept", 1), (None, 20), ("new", 40)]


def test_of_a_mart_that_is_published_whole_nothing_is_left_in_the_next_file(workspace):
    whole = [*LISTED, Mart("main", "people", "people")]
    for number in range(3):
        build = a_day(f"b{number}") if number else a_build("b0")
        with_spend(workspace, NEXT_ROWS, CHANGED, build)
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
        with_spend(workspace, NEXT_ROWS, CHANGED, build)
        with builds.open_warehouse(workspace.paths.warehouse) as connection:
            connection.execute(f"create or replace table fct_spend as {many}")
            connection.execute("create or replace table whole as from fct_spend")
            connection.execute(
                "create or replace table changed as select * from fct_spend where amount % 10 = 0"
            )
        publish(workspace, [*LISTED, Mart("main", "whole", "whole")], [])
        sizes.append(workspace.paths.serving.resolve().stat().st_size)
    assert sizes[-1] < 1.5 * sizes[0], sizes


def test_a_published_build_is_written_in_the_diary(workspace):
    warehouse_with(workspace, "1", a_build("b1"))
    publish(workspace, MARTS, [], {"build": 2.5})
    with builds.open_warehouse(workspace.paths.warehouse) as connection:
        build = builds.newest(connection, "published")
    assert build is not None
    assert build.timings["build"] == 2.5
    assert build.timings["publish"] > 0


@pytest.mark.parametrize("status", ["building", "half_built", "failed", "partial"])
def test_a_build_that_did_not_pass_leaves_yesterdays_numbers_up(workspace, status):
    warehouse_with(workspace, "100", a_build("b1"))
    publish(workspace, MARTS, [])
    warehouse_with(workspace, "666", a_build("b2", status))
    with pytest.raises(UserError, match="not published"):
        publish(workspace, MARTS, [])
    assert published_amount(workspace) == Decimal("100.00")


def test_a_failed_check_is_told_to_the_readers_in_both_languages(workspace):
    report_failure(workspace, ["assert_spend_is_kept"])
    status = status_of(workspace)
    assert status["status"] == "failed"
    assert status["failed_checks"] == ["assert_spend_is_kept"]
    assert "assert_spend_is_kept" in str(status["message_en"])
    assert "未发布" in str(status["message_zh"])


def test_a_good_build_takes_the_failure_note_back(workspace):
    report_failure(workspace, ["assert_spend_is_kept"])
    warehouse_with(workspace, "1", a_build("b1"))
    publish(workspace, MARTS, [])
    assert status_of(workspace)["status"] == "ok"


def test_the_last_three_files_are_kept(workspace):
    for number in range(1, 6):
        warehouse_with(workspace, str(number), a_build(f"b{number}"))
        publish(workspace, MARTS, [])
    folder = workspace.paths.serving.parent
    assert sorted(path.name for path in folder.glob("headwater-*")) == [
        "headwater-b3.duckdb",
        "headwater-b4.duckdb",
        "headwater-b5.duckdb",
    ]
    assert published_amount(workspace) == Decimal("5.00")


def test_a_reader_that_holds_the_old_file_is_undisturbed(workspace):
    warehouse_with(workspace, "1", a_build("b1"))
    publish(workspace, MARTS, [])
    with duckdb.connect(str(workspace.paths.serving.resolve()), read_only=True) as reader:
        for number in range(2, 7):
            warehouse_with(workspace, str(number), a_build(f"b{number}"))
            publish(workspace, MARTS, [])
        rows = reader.execute("select invested_amount from fct_growth_daily").fetchall()
    assert rows == [(Decimal("1.00"),)]


def test_readers_get_an_answer_at_every_moment_of_many_publishes(workspace):
    warehouse_with(workspace, "0", a_build("b00"))
    publish(workspace, MARTS, [])
    stop, seen, errors = threading.Event(), set(), []

    def read() -> None:
        while not stop.is_set():
            try:
                seen.add(published_amount(workspace))
            except duckdb.Error as error:
                errors.append(error)

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(1, 11):
        warehouse_with(workspace, str(number), a_build(f"b{number:02}"))
        publish(workspace, MARTS, [])
    stop.set()
    reader.join()
    assert errors == []
    assert seen <= {Decimal(number) for number in range(11)}
    assert len(seen) > 1


def test_a_draft_that_a_killed_publish_left_behind_is_removed(workspace):
    draft = workspace.paths.serving.with_name("headwater-b0.draft")
    draft.write_text("half a file")
    warehouse_with(workspace, "1", a_build("b1"))
    publish(workspace, MARTS, [])
    assert not draft.exists()
