from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from orchestration import dbt_project
from orchestration.assets.warehouse import both_halves, under_way
from orchestration.builds import Build
from orchestration.days import Days
from orchestration.planning import plan_build
from orchestration.publish import publish
from orchestration.workspace import Workspace, open_workspace
from tests.orchestration.conftest import MARTS, warehouse_with

FIRST, SECOND, THIRD = "1795463887.1", "1795463888.2", "1795463889.3"


def finish_load(workspace: Workspace, load_id: str, *days: str) -> None:
    """A load in the lake, as dlt leaves it, that covers these days of spend."""
    lake = workspace.paths.lake
    (lake / "_dlt_loads").mkdir(parents=True, exist_ok=True)
    (lake / "_dlt_loads" / f"headwater__{load_id}.jsonl").write_text("{}")
    rows = {"stat_date": list(days) or [None], "_load_id": [load_id] * max(1, len(days))}
    table = pa.table(rows, pa.schema([("stat_date", pa.string()), ("_load_id", pa.string())]))
    (lake / "deliveries").mkdir(exist_ok=True)
    pq.write_table(table, lake / "deliveries" / f"{load_id}.0.parquet")


def published_after(workspace: Workspace, load_id: str) -> None:
    """A warehouse that was built and published when this load was the newest."""
    fingerprint = dbt_project.fingerprint(workspace)
    warehouse_with(workspace, "1", Build("b1", load_id, "", fingerprint, status="built"))
    publish(workspace, MARTS, [])


def days(text: str) -> Days:
    parsed = Days.parse(text)
    assert parsed is not None
    return parsed


def test_an_empty_lake_has_nothing_to_build(workspace):
    assert plan_build(workspace) is None


def test_the_first_build_reads_every_load(workspace):
    finish_load(workspace, FIRST)
    build = plan_build(workspace)
    assert build is not None
    assert build.is_full
    assert build.newest_load_id == FIRST


def test_a_warehouse_that_has_seen_every_load_is_left_alone(workspace):
    finish_load(workspace, FIRST)
    published_after(workspace, FIRST)
    assert plan_build(workspace) is None


def test_a_new_load_builds_only_what_came_after_the_last_publish(workspace):
    finish_load(workspace, FIRST)
    published_after(workspace, FIRST)
    finish_load(workspace, SECOND)
    build = plan_build(workspace)
    assert build is not None
    assert (build.changed_after_load, build.newest_load_id) == (FIRST, SECOND)


@pytest.mark.parametrize("status", ["building", "half_built", "failed", "partial", "built"])
def test_a_build_that_was_not_published_is_done_again_from_the_last_publish(workspace, status):
    finish_load(workspace, FIRST)
    published_after(workspace, FIRST)
    fingerprint = dbt_project.fingerprint(workspace)
    unfinished = Build("b2", SECOND, FIRST, fingerprint, status=status)
    finish_load(workspace, SECOND)
    warehouse_with(workspace, "2", unfinished)
    build = plan_build(workspace)
    assert build is not None
    assert build.changed_after_load == FIRST


def test_a_build_under_way_knows_which_one_is_published(workspace):
    finish_load(workspace, FIRST)
    published_after(workspace, FIRST)
    assert under_way(workspace) is None
    warehouse_with(workspace, "2", Build("b2", SECOND, FIRST, "any", status="half_built"))
    told = under_way(workspace)
    assert told is not None
    assert (told.build_id, told.published_build) == ("b2", "b1")
    assert told.is_after_published


@pytest.mark.parametrize("status", ["building", "half_built", "failed", "partial", "built"])
def test_a_build_after_one_that_was_not_published_carries_no_sums_on(workspace, status):
    finish_load(workspace, FIRST)
    published_after(workspace, FIRST)
    warehouse_with(workspace, "2", Build("b2", SECOND, FIRST, "any", status=status))
    warehouse_with(workspace, "3", Build("b3", SECOND, FIRST, "any", status="half_built"))
    told = under_way(workspace)
    assert told is not None
    assert (told.build_id, told.published_build) == ("b3", "b1")
    assert not told.is_after_published


def test_a_first_build_under_way_knows_of_none(workspace):
    warehouse_with(workspace, "1", Build("b1", FIRST, "", "any"))
    told = under_way(workspace, "building")
    assert told is not None
    assert (told.published_build, told.is_after_published) == ("", False)


def test_nothing_is_built_upon_a_first_half_that_was_cut_short(workspace):
    warehouse_with(workspace, "1", Build("b1", FIRST, "", "any", status="building"))
    assert under_way(workspace) is None


@pytest.mark.parametrize(
    ("first_half", "is_subset", "status"),
    [
        ("half_built", False, "built"),
        ("half_built", True, "partial"),
        ("partial", False, "partial"),
    ],
)
def test_a_build_is_whole_when_both_of_its_halves_were(first_half, is_subset, status):
    build = Build("b1", FIRST, "", "any", status=first_half)
    assert both_halves(build, is_subset).status == status


def test_a_full_build_that_was_cut_short_is_done_again_in_full(workspace):
    finish_load(workspace, FIRST)
    published_after(workspace, FIRST)
    fingerprint = dbt_project.fingerprint(workspace)
    warehouse_with(workspace, "2", Build("b2", FIRST, "", fingerprint, status="building"))
    build = plan_build(workspace)
    assert build is not None
    assert build.is_full


def test_force_builds_again_without_reading_old_loads(workspace):
    finish_load(workspace, FIRST)
    published_after(workspace, FIRST)
    build = plan_build(workspace, force=True)
    assert build is not None
    assert build.changed_after_load == FIRST


def test_full_reads_every_load_again(workspace):
    finish_load(workspace, FIRST)
    published_after(workspace, FIRST)
    build = plan_build(workspace, full=True)
    assert build is not None
    assert build.is_full


def test_another_window_in_the_settings_rebuilds_everything(workspace):
    finish_load(workspace, FIRST)
    published_after(workspace, FIRST)
    workspace.paths.config.write_text("[windows]\nsession_timeout_minutes = 45\n")
    build = plan_build(open_workspace(workspace.paths.home))
    assert build is not None
    assert build.is_full


def test_a_serving_file_that_was_lost_is_built_again(workspace):
    finish_load(workspace, FIRST)
    published_after(workspace, FIRST)
    workspace.paths.serving.resolve().unlink()
    assert plan_build(workspace) is not None


@pytest.mark.parametrize(
    ("asked", "after"),
    [
        ("2026-06-03", SECOND),
        ("2026-06-02", FIRST),
        ("2026-06-02..2026-06-03", FIRST),
        ("2026-06-01..2026-06-03", ""),
        ("2026-07-01", THIRD),
    ],
)
def test_naming_days_builds_again_from_the_first_load_that_covers_them(workspace, asked, after):
    finish_load(workspace, FIRST, "2026-06-01")
    finish_load(workspace, SECOND, "2026-06-02")
    finish_load(workspace, THIRD, "2026-06-02", "2026-06-03")
    published_after(workspace, THIRD)
    build = plan_build(workspace, days(asked))
    assert build is not None
    assert build.changed_after_load == after


def test_a_load_that_did_not_finish_is_invisible(workspace):
    finish_load(workspace, FIRST)
    published_after(workspace, FIRST)
    finish_load(workspace, SECOND, "2026-06-02")
    Path(workspace.paths.lake / "_dlt_loads" / f"headwater__{SECOND}.jsonl").unlink()
    assert plan_build(workspace) is None
