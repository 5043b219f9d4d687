"""The same deliveries give the same numbers: run again, delivered again, in pieces, at once."""

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from ingest.config import Paths
from ingest.simulator import simulate
from orchestration.days import Days
from orchestration.run import Request, run
from orchestration.workspace import open_workspace
from tests.conftest import environment_kept
from tests.e2e.published import build_id, differences, figures, serving_files

pytestmark = pytest.mark.xdist_group("again")

VISITORS, DAYS, SEED, END = 500, 24, 5, date(2026, 6, 30)
DELIVERY_RECORDS = frozenset({"fct_deliveries", "fct_source_freshness", "fct_rejects"})


def simulated(home: Path, first: int = 0, last: int | None = None) -> Paths:
    """The small company, with what it delivered from one day of its story to another."""
    start = END - timedelta(days=DAYS - 1)
    until = None if last is None else start + timedelta(days=last)
    since = start + timedelta(days=first) if first else None
    simulate(home, VISITORS, DAYS, SEED, END, deliver_from=since, deliver_until=until)
    return Paths(home)


def run_once(home: Path, **wanted: object) -> list[str]:
    with environment_kept():
        return run(open_workspace(home), Request(**wanted)).notes


@pytest.fixture(scope="module")
def at_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Paths]:
    """Everything delivered, then one run."""
    paths = simulated(tmp_path_factory.mktemp("again") / "company")
    shutil.copytree(paths.inbox, paths.home / "delivered")
    run_once(paths.home)
    return paths


def test_a_run_with_nothing_new_says_so_and_publishes_nothing(at_once):
    before = build_id(at_once)
    notes = run_once(at_once.home)
    assert any("Nothing new" in note for note in notes)
    assert build_id(at_once) == before


@pytest.mark.parametrize(
    "wanted",
    [
        {"days": Days(date(2026, 6, 20), date(2026, 6, 20))},
        {"days": Days(date(2026, 6, 10), date(2026, 6, 15))},
        {"force": True},
        {"full": True},
    ],
    ids=["one day", "some days", "force", "full"],
)
def test_running_again_gives_the_same_numbers(at_once, wanted):
    before, earlier = figures(at_once), build_id(at_once)
    run_once(at_once.home, **wanted)
    assert build_id(at_once) > earlier
    assert differences(before, figures(at_once)) == []


def test_delivering_the_same_files_again_changes_no_number(at_once):
    before = figures(at_once, DELIVERY_RECORDS)
    shutil.copytree(at_once.home / "delivered", at_once.inbox, dirs_exist_ok=True)
    run_once(at_once.home)
    assert differences(before, figures(at_once, DELIVERY_RECORDS)) == []
    assert len(serving_files(at_once)) == 3


def test_delivering_in_pieces_gives_the_same_numbers_as_all_at_once(at_once, tmp_path):
    home = tmp_path / "in pieces"
    for first, last in ((0, 9), (10, 15), (16, 16), (17, None)):
        simulated(home, first, last)
        run_once(home)
    here, there = figures(Paths(home), DELIVERY_RECORDS), figures(at_once, DELIVERY_RECORDS)
    assert differences(here, there) == []
