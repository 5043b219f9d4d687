import json
import threading
from datetime import UTC, datetime
from decimal import Decimal

import duckdb
import pytest

from orchestration import builds
from orchestration.checks import Check
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
