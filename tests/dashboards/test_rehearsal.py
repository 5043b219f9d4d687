"""A new build is asked what readers asked of the one before, before they get it."""

from datetime import date, timedelta

import duckdb
import pytest

from dashboards.queries.asked import Question
from dashboards.queries.reader import OtherSchemaError, Reader
from dashboards.queries.rehearsal import rehearse
from dashboards.queries.rows import EVERYTHING
from tests.dashboards.fixture import swap, write_serving_file

VISITORS = "select sum(visitors) as visitors from fct_growth_daily where stat_date >= $start"
NEVER = 10_000.0
FIRST, LAST = date(2026, 1, 1), date(2026, 5, 29)


@pytest.fixture
def link(tmp_path):
    return write_serving_file(tmp_path / "serving" / "headwater.duckdb", "one")


@pytest.fixture
def watching(link):
    reader = Reader(watch_seconds=NEVER)
    reader.watch(link)
    reader.latest(link).read(VISITORS, {"start": LAST})
    return reader


def test_the_last_days_move_with_the_newest_one_and_all_days_begin_where_the_build_does():
    bound = {"start": FIRST, "end": LAST, "kind": "visit", "channels": ("seo",)}
    moved = Question("select 1", bound, EVERYTHING).moved(
        timedelta(days=1), (FIRST, date(2026, 1, 8))
    )
    assert moved.bound == {
        **{"start": date(2026, 1, 8), "end": date(2026, 5, 30)},
        **{"kind": "visit", "channels": ("seo",)},
    }


def test_readers_keep_the_old_build_until_the_new_one_was_asked_what_they_asked(watching, link):
    write_serving_file(link, "two")
    assert watching.latest(link).build_id == "one"
    watching.follow(link)
    assert watching.latest(link).build_id == "two"


def test_a_build_of_another_link_is_never_handed_out_for_this_one(watching, link, tmp_path):
    other = write_serving_file(tmp_path / "other" / "headwater.duckdb", "other")
    assert watching.latest(other).build_id == "other"
    watching.follow(link)
    assert watching.latest(other).build_id == "other"
    assert watching.latest(link).build_id == "one"


def test_what_was_rehearsed_is_answered_without_another_query(watching, link):
    expected = watching.latest(link).read(VISITORS, {"start": LAST})
    write_serving_file(link, "two")
    watching.follow(link)
    build = watching.latest(link)
    build._connection.close()
    assert build.read(VISITORS, {"start": LAST}).equals(expected)
    with pytest.raises(duckdb.Error):
        build.read(VISITORS, {"start": FIRST})


def test_a_question_that_the_new_build_cannot_answer_keeps_nothing_back(link):
    before = Reader().latest(link)
    for sql in ("select count(*) as n from no_such_table", "select 1 as n"):
        before.asked.add(sql, Question(sql, {}, EVERYTHING))
    write_serving_file(link, "two")
    assert rehearse(before, Reader().latest(link), lambda: False) == 1
    assert rehearse(before, Reader().latest(link), lambda: True) == 0


def test_a_new_file_that_no_page_can_read_is_told_at_once_and_not_rehearsed(watching, link):
    write_serving_file(link, "two")
    with duckdb.connect(str(link.resolve())) as connection:
        connection.execute("drop table annotations")
    watching.follow(link)
    with pytest.raises(OtherSchemaError, match="annotations"):
        watching.latest(link)


def test_a_day_that_cannot_be_moved_leaves_the_rest_to_be_rehearsed(watching, link):
    watching.latest(link).read(VISITORS, {"start": date.max})
    watching.latest(link).asked.add("last", Question("select 1 as n", {}, EVERYTHING))
    write_serving_file(link, "two")
    with duckdb.connect(str(link.resolve())) as connection:
        connection.execute("update meta_build set as_of_date = as_of_date + 1")
    newer = Reader().latest(link)
    assert rehearse(watching.latest(link), newer, lambda: False) == 2


def test_what_nobody_asks_of_one_build_is_still_rehearsed_for_the_next(watching, link):
    for name in ("two", "three"):
        write_serving_file(link, name)
        watching.follow(link)
    build = watching.latest(link)
    build._connection.close()
    assert len(build.read(VISITORS, {"start": LAST})) == 1


def test_a_build_that_was_taken_back_meanwhile_is_not_handed_out(watching, link):
    good = link.resolve()

    class TakingBack(Question):
        def moved(self, by, first):
            swap(link, good)
            return super().moved(by, first)

    watching.latest(link).asked.add("any", TakingBack("select 1 as n", {}, EVERYTHING))
    write_serving_file(link, "two")
    watching.follow(link)
    assert watching.latest(link).build_id == "one"
