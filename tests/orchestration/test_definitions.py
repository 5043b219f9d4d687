"""Dagster's view of a company, loaded from an empty folder."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import dagster as dg
import pytest

from ingest.descriptions import load_sources
from orchestration import automation
from orchestration.definitions import build
from orchestration.history import forget_killed_runs, open_instance
from orchestration.lock import run_lock
from orchestration.stages import Stages
from orchestration.workspace import Workspace, open_workspace, prepare
from tests.conftest import environment_kept

pytestmark = pytest.mark.xdist_group("definitions")


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A company folder with nothing in it but a schedule of its own."""
    home = tmp_path_factory.mktemp("company")
    (home / "headwater.toml").write_text(
        '[schedule]\ndaily_at = "05:45"\n[company]\ntimezone = "Asia/Tokyo"\n'
    )
    with environment_kept():
        opened = open_workspace(home)
        prepare(opened)
        return opened


@pytest.fixture(scope="module")
def definitions(empty: Workspace) -> dg.Definitions:
    with environment_kept():
        prepare(empty)
        return build(empty, Stages())


def put(path: Path, age_seconds: float = 60) -> Path:
    """A file that was last written so long ago."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("a")
    moment = datetime.now().timestamp() - age_seconds
    os.utime(path, (moment, moment))
    return path


def test_a_clean_folder_loads_and_its_graph_holds_together(definitions):
    dg.Definitions.validate_loadable(definitions)
    graph = definitions.resolve_asset_graph()
    assert dg.AssetKey(["publish", "serving"]) in graph.get_all_asset_keys()


def test_every_source_feeds_a_dataset_and_every_dataset_a_model(definitions, empty):
    graph = definitions.resolve_asset_graph()
    for name in load_sources(empty.settings):
        fed = graph.get(dg.AssetKey(["sources", name])).child_keys
        assert any(key.path[0] == "lake" for key in fed), name
    spend = graph.get(dg.AssetKey(["lake", "ad_spend"])).child_keys
    assert any(key.path[-1].startswith("stg_ads") for key in spend)


def test_published_marts_lead_to_the_serving_file(definitions):
    parents = definitions.resolve_asset_graph().get(dg.AssetKey(["publish", "serving"])).parent_keys
    names = {key.path[-1] for key in parents}
    assert {"fct_spend_daily", "fct_channel_daily", "fct_growth_daily", "annotations"} <= names
    assert "fct_touchpoints" not in names


def test_promotions_are_judged_between_their_sums_and_the_serving_file(definitions):
    graph = definitions.resolve_asset_graph()
    verdicts = graph.get(dg.AssetKey(["measured", "promotion_verdicts"]))
    assert dg.AssetKey(["publish", "serving"]) in verdicts.child_keys
    sums = {key.path[-1] for key in verdicts.parent_keys}
    assert {"fct_promotion_ledger", "int_promotion_arms", "int_promotion_cells"} <= sums


def test_dbt_tests_are_checks_of_their_model(definitions):
    checks = definitions.resolve_asset_graph().asset_check_keys
    of_spend = {key.name for key in checks if key.asset_key.path[-1] == "fct_spend_daily"}
    assert of_spend
    assert any(name.startswith("assert_") for name in {key.name for key in checks})


def test_only_sources_whose_deliveries_cover_days_are_partitioned(definitions, empty):
    graph = definitions.resolve_asset_graph()
    partitioned = {
        name
        for name in load_sources(empty.settings)
        if graph.get(dg.AssetKey(["sources", name])).partitions_def
    }
    assert partitioned >= {"baidu_sem", "ocean_engine", "dsp_ipinyou", "sogou", "tencent_ads"}
    assert not partitioned & {"events", "sensors", "platform", "yiqifa", "awin", "targets"}


def test_all_writers_share_one_pool(definitions):
    job = definitions.resolve_job_def("daily")
    pools = {node.pool for node in job.all_node_defs if isinstance(node, dg.OpDefinition)}
    assert pools == {"warehouse"}


def test_the_daily_run_follows_the_companys_clock(definitions):
    schedule = definitions.resolve_schedule_def("every_day")
    assert schedule.cron_schedule == "45 5 * * *"
    assert schedule.execution_timezone == "Asia/Tokyo"
    at = datetime(2026, 6, 30, 20, 45, tzinfo=UTC)
    context = dg.build_schedule_context(
        scheduled_execution_time=at, repository_def=definitions.get_repository_def()
    )
    (request,) = schedule.evaluate_tick(context).run_requests
    assert request.partition_key == "2026-06-30"


@pytest.fixture
def inbox(empty: Workspace, definitions: dg.Definitions):
    """Evaluate the inbox sensor; files are gone afterwards."""
    sensor = definitions.resolve_sensor_def("inbox")
    with open_instance(empty) as instance:
        yield lambda: sensor.evaluate_tick(_context(instance, definitions))
    for path in automation.waiting_files(empty.paths.inbox):
        path.unlink()


def _context(
    instance: dg.DagsterInstance, definitions: dg.Definitions
) -> dg.SensorEvaluationContext:
    repository = definitions.get_repository_def()
    return dg.build_sensor_context(instance, repository_def=repository)


def test_an_empty_inbox_starts_nothing(inbox):
    tick = inbox()
    assert tick.run_requests == []
    assert "empty" in tick.skip_message


def test_new_files_start_one_run(inbox, empty):
    put(empty.paths.inbox / "baidu_sem" / "baidu_sem_20260630_202607010830.csv")
    (first,) = inbox().run_requests
    (second,) = inbox().run_requests
    assert first.run_key == second.run_key
    put(empty.paths.inbox / "fanli_20260630.xml")
    (third,) = inbox().run_requests
    assert third.run_key != first.run_key


def test_a_file_that_is_still_being_written_waits(inbox, empty):
    put(empty.paths.inbox / "fanli_20260630.xml", age_seconds=0)
    assert "still being written" in inbox().skip_message


def test_the_sensor_waits_while_a_run_is_in_progress(inbox, empty):
    put(empty.paths.inbox / "fanli_20260630.xml")
    with run_lock(empty.run_lock):
        assert "in progress" in inbox().skip_message


def test_a_run_that_was_killed_is_marked_as_failed_and_others_are_left_alone(empty):
    with open_instance(empty) as instance:
        killed = instance.create_run_for_job(_a_job(), status=dg.DagsterRunStatus.STARTED)
        assert forget_killed_runs(instance, grace=timedelta(hours=1)) == 0
        assert forget_killed_runs(instance) == 1
        run = instance.get_run_by_id(killed.run_id)
    assert run is not None
    assert run.status == dg.DagsterRunStatus.FAILURE


def _a_job() -> dg.JobDefinition:
    @dg.job
    def waiting() -> None:
        """Nothing in it."""

    return waiting


def test_nothing_here_reports_usage(empty):
    with open_instance(empty) as instance:
        assert instance.telemetry_enabled is False
    assert empty.environment()["DO_NOT_TRACK"] == "1"
    assert empty.environment()["DBT_SEND_ANONYMOUS_USAGE_STATS"] == "false"
