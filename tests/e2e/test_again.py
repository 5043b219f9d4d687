"""The same deliveries give the same numbers: run again, delivered again, built again."""

import shutil
import threading
from collections.abc import Generator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal

import pyarrow.parquet as pq
import pytest

from dashboards.queries.reader import Reader
from ingest.config import Paths
from orchestration.days import Days
from orchestration.run import Request
from tests.conftest import copied, run_once
from tests.e2e.conftest import DELIVERY_RECORDS
from tests.e2e.published import build_id, differences, figures, serving_files

pytestmark = pytest.mark.xdist_group("again")

TOTAL = "select sum(spend_amount) from fct_growth_daily"
SOME_DAYS = Days(date(2026, 6, 10), date(2026, 6, 15))


@pytest.fixture(scope="module")
def again(calm: Paths, tmp_path_factory: pytest.TempPathFactory) -> Paths:
    """A copy of the small company, to run again."""
    return copied(calm, tmp_path_factory.mktemp("again") / "company")


def test_a_run_with_nothing_new_says_so_and_publishes_nothing(again):
    before = build_id(again)
    notes = run_once(again.home).notes
    assert any("Nothing new" in note for note in notes)
    assert build_id(again) == before


def test_asking_for_days_again_gives_the_same_numbers(again):
    before, earlier = figures(again), build_id(again)
    run_once(again.home, Request(days=SOME_DAYS))
    assert build_id(again) > earlier
    assert differences(before, figures(again)) == []


def test_building_all_again_gives_the_same_numbers_while_pages_keep_answering(again):
    before, earlier = figures(again), build_id(again)
    lacking_a_column(again)
    with reading(again) as answers:
        run_once(again.home, Request(full=True))
    assert build_id(again) > earlier
    assert differences(before, figures(again)) == []
    assert len(answers) > 10
    assert len(set(answers)) == 1


def lacking_a_column(paths: Paths) -> None:
    """A lake that was begun before users could be deleted."""
    for file in (paths.lake / "users").glob("*.parquet"):
        pq.write_table(pq.read_table(file).drop_columns("is_deleted"), file)


@contextmanager
def reading(paths: Paths) -> Generator[list[Decimal]]:
    """Ask for a total all the while, as a page does; an error ends the test."""
    answers: list[Decimal] = []
    errors: list[Exception] = []
    reader, stop = Reader(), threading.Event()

    def ask() -> None:
        try:
            while not stop.wait(0.05):
                with reader.latest(paths.serving)._connection.cursor() as cursor:
                    answers.append(cursor.execute(TOTAL).fetchall()[0][0])
        except Exception as error:
            errors.append(error)

    page = threading.Thread(target=ask)
    page.start()
    try:
        yield answers
    finally:
        stop.set()
        page.join()
    assert errors == []


def test_delivering_the_same_files_again_changes_no_number(again):
    before = figures(again, DELIVERY_RECORDS)
    shutil.copytree(again.done, again.inbox, dirs_exist_ok=True)
    run_once(again.home)
    assert differences(before, figures(again, DELIVERY_RECORDS)) == []
    assert 1 <= len(serving_files(again)) <= 3
