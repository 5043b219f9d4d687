"""How dbt is called for a run."""

import json
import os
from dataclasses import replace

import pytest

from ingest.config import Settings
from orchestration.builds import Build
from orchestration.dbt_build import BEFORE, LARGE_LAKE, arguments
from orchestration.workspace import Workspace
from tests.orchestration.conftest import a_build

FULL = a_build("b1")
DAILY = replace(FULL, build_id="b2", changed_after_load="1795463887.1")


def with_lake_of(workspace: Workspace, size: int) -> None:
    """A lake of this many bytes, of which the disk keeps none."""
    events = workspace.paths.lake / "events"
    events.mkdir(parents=True)
    (events / "1795463887.1.0.parquet").touch()
    os.truncate(events / "1795463887.1.0.parquet", size)


def is_one_at_a_time(workspace: Workspace, build: Build) -> bool:
    command = arguments(workspace, build, [], BEFORE)
    return "--threads" in command and command[command.index("--threads") + 1] == "1"


def test_a_full_build_of_a_large_lake_runs_a_model_at_a_time_and_a_day_does_not(workspace):
    with_lake_of(workspace, LARGE_LAKE + 1)
    assert is_one_at_a_time(workspace, FULL)
    assert not is_one_at_a_time(workspace, DAILY)


@pytest.mark.parametrize("engine", ["duckdb", "spark"])
def test_a_small_lake_and_a_cluster_build_models_side_by_side(workspace, engine):
    with_lake_of(workspace, LARGE_LAKE if engine == "duckdb" else LARGE_LAKE + 1)
    settings = Settings.model_validate({"engine": engine})
    assert not is_one_at_a_time(replace(workspace, settings=settings), FULL)


@pytest.mark.parametrize("names", [[], ["int_people_daily"]])
def test_sums_are_carried_on_by_a_whole_build_after_a_published_one(workspace, names):
    build = replace(DAILY, published_build="b1", is_after_published=True)
    command = arguments(workspace, build, names, BEFORE)
    told = json.loads(command[command.index("--vars") + 1])
    assert told["is_after_published"] is (not names)
