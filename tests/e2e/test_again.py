"""A run with nothing new publishes nothing, and one with little new reads only what may change."""

import json
from collections import Counter

import pytest

from ingest.config import Paths
from orchestration.dbt_build import BEFORE, results_of
from orchestration.workspace import open_workspace
from tests.conftest import copied, run_once
from tests.e2e.conftest import before_the_last_day
from tests.e2e.published import build_id

pytestmark = pytest.mark.xdist_group("small_company")


def test_a_run_with_nothing_new_says_so_and_publishes_nothing(calm, tmp_path):
    again = copied(calm, tmp_path / "company")
    before = build_id(again)
    notes = run_once(again.home).notes
    assert any("Nothing new" in note for note in notes)
    assert build_id(again) == before


def kinds_built(paths: Paths) -> Counter[str]:
    """How many nodes of each kind the newest build of a company had in its first half."""
    told = results_of(open_workspace(paths.home), BEFORE).read_text(encoding="utf-8")
    return Counter(node["unique_id"].partition(".")[0] for node in json.loads(told)["results"])


def test_a_daily_run_builds_all_but_the_files_of_the_project(grown):
    full, daily = kinds_built(before_the_last_day(grown.home)), kinds_built(grown)
    assert full["seed"] > 0
    assert daily == full - Counter(seed=full["seed"])
