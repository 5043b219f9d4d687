"""The same deliveries give the same numbers: run again, delivered again, asked for again."""

import shutil
from datetime import date

import pytest

from ingest.config import Paths
from orchestration.days import Days
from orchestration.run import Request
from tests.conftest import copied, run_once
from tests.e2e.conftest import DELIVERY_RECORDS
from tests.e2e.published import build_id, differences, figures, serving_files

pytestmark = pytest.mark.xdist_group("again")

SOME_DAYS = Days(date(2026, 5, 26), date(2026, 5, 31))


@pytest.fixture(scope="module")
def again(calm: Paths, tmp_path_factory: pytest.TempPathFactory) -> Paths:
    """A copy of the small company, to run again."""
    return copied(calm, tmp_path_factory.mktemp("again") / "company")


def test_a_run_with_nothing_new_says_so_and_publishes_nothing(again):
    before = build_id(again)
    notes = run_once(again.home).notes
    assert any("Nothing new" in note for note in notes)
    assert build_id(again) == before


def test_files_delivered_again_and_days_asked_for_again_change_no_number(again):
    before, earlier = figures(again, DELIVERY_RECORDS), build_id(again)
    shutil.copytree(again.done, again.inbox, dirs_exist_ok=True)
    run_once(again.home, Request(days=SOME_DAYS))
    assert build_id(again) > earlier
    assert differences(before, figures(again, DELIVERY_RECORDS)) == []
    assert 1 <= len(serving_files(again)) <= 3
