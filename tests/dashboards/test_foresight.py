"""What a page asked is asked for the other periods, before a reader chooses one of them."""

import threading
from dataclasses import replace
from datetime import date, timedelta

import duckdb
import pytest

from dashboards.queries.asked import Question
from dashboards.queries.filters import Filters
from dashboards.queries.foresight import MOST_ROWS, Foresight, other_periods
from dashboards.queries.reader import Reader
from dashboards.queries.rows import EVERYTHING
from dashboards.turns import turn
from tests.dashboards.fixture import write_serving_file

VISITORS = """
    select sum(visitors) as visitors from fct_growth_daily
    where stat_date between $start and $end
"""
FIRST, LAST = date(2024, 1, 1), date(2026, 5, 29)
MONTH = Filters(LAST - timedelta(days=29), LAST)
WEEK = Filters(LAST - timedelta(days=6), LAST)
ALL = Filters(FIRST, LAST)


def asked(filters, names, **more):
    bound = {name: filters.parameters[name] for name in names} | more
    return Question("select 1", bound, EVERYTHING)


def follow(question):
    return [one.bound for one in other_periods(question, [WEEK, MONTH, ALL], FIRST)]


def test_a_question_about_one_period_is_asked_for_the_others_and_nothing_else_changes():
    question = asked(MONTH, ("start", "end"), channels=("seo",), kind="visit")
    assert {"start": WEEK.start, "end": LAST, "channels": ("seo",), "kind": "visit"} in follow(
        question
    )
    assert {one["start"] for one in follow(question)} == {WEEK.start, MONTH.start, FIRST}


def test_the_window_compared_with_stays_the_year_before_where_data_allow_it():
    year = Filters(MONTH.start, LAST, comparison="year")
    names = ("start", "end", "previous_start", "previous_end")
    found = {one["start"]: one["previous_end"] for one in follow(asked(year, names))}
    assert found[WEEK.start] == date(2025, 5, 29)
    assert found[FIRST] == ALL.previous_end


def test_a_grain_that_fits_the_period_becomes_the_one_that_fits_the_other():
    fitting = follow(asked(MONTH, ("start", "end"), grain="day"))
    assert {(one["start"], one["grain"]) for one in fitting} >= {
        (WEEK.start, "day"),
        (FIRST, "month"),
    }
    chosen = follow(asked(MONTH, ("start", "end"), grain="month"))
    assert {one["grain"] for one in chosen} == {"month"}


@pytest.mark.parametrize(
    "question",
    [
        asked(Filters(date(2026, 3, 3), date(2026, 4, 4)), ("start", "end")),
        Question("select 1", {"channel": "seo"}, EVERYTHING),
    ],
    ids=("days that are no preset", "no days at all"),
)
def test_what_is_about_no_period_has_no_other_one(question):
    assert follow(question) == []


@pytest.fixture
def link(tmp_path):
    return write_serving_file(tmp_path / "serving" / "headwater.duckdb", "one")


def last_days(build, count):
    return {"start": build.as_of_date - timedelta(days=count - 1), "end": build.as_of_date}


def asked_for_30_days(build):
    return Question(VISITORS, last_days(build, 30), EVERYTHING)


def told(build, *questions):
    foresight = Foresight(lambda: build)
    for question in questions or (asked_for_30_days(build),):
        foresight.tell(build.asked, question, 1)
    return foresight


def test_the_next_click_is_answered_without_another_query(link):
    one = Reader().latest(link)
    expected = one.read(VISITORS, last_days(one, 7))
    build = Reader().latest(write_serving_file(link, "two"))
    assert told(build).prepare_next() > 0
    build._connection.close()
    assert build.read(VISITORS, last_days(build, 7)).equals(expected)
    with pytest.raises(duckdb.Error):
        build.read(VISITORS, last_days(build, 8))


def test_whoever_asks_first_has_the_question_told_and_nobody_else(link):
    heard = []
    build = replace(Reader().latest(link), listener=lambda *what: heard.append(what))
    build.read(VISITORS, last_days(build, 30))
    build.read(VISITORS, last_days(build, 30))
    assert heard == [(build.asked, asked_for_30_days(build), 1)]


def test_what_was_foreseen_and_then_asked_is_asked_of_the_next_build_and_nothing_else_is(link):
    build = Reader().latest(link)
    told(build).prepare_next()
    assert build.questions() == []
    build.read(VISITORS, last_days(build, 7))
    assert build.questions() == [Question(VISITORS, last_days(build, 7), EVERYTHING)]


def test_what_is_prepared_is_not_prepared_again(link):
    build = Reader().latest(link)
    foresight = told(build, *[asked_for_30_days(build)] * 2)
    assert foresight.prepare_next() > 0
    assert foresight.prepare_next() == 0


def test_long_lists_are_left_to_whoever_asks_for_them(link):
    build = Reader().latest(link)
    foresight = Foresight(lambda: build)
    foresight.tell(build.asked, asked_for_30_days(build), MOST_ROWS + 1)
    foresight.tell(build.asked, Question("select 1", {}, EVERYTHING), 1)
    assert foresight.prepare_next() == 0


def test_what_was_asked_of_a_build_that_pages_no_longer_read_is_dropped_while_they_are_drawn(link):
    reader = Reader()
    build = reader.latest(link)
    foresight = Foresight(lambda: reader.latest(link))
    foresight.tell(build.asked, asked_for_30_days(build), 1)
    write_serving_file(link, "two")
    with turn():
        assert foresight.prepare_next() == 0


def test_a_file_that_takes_the_place_of_another_under_its_name_shows_although_questions_wait(link):
    reader = Reader(watch_seconds=10_000)
    reader.watch(link)
    with turn():
        build = reader.latest(link)
        for count in range(60):
            build.read(f"{VISITORS} and {count} = {count}", last_days(build, 30))
        del build
        other = write_serving_file(link.parent / "elsewhere" / "headwater.duckdb", "two")
        other.resolve().replace(link.resolve())
        assert reader.latest(link).build_id == "two"


def test_a_question_that_cannot_be_answered_leaves_the_next_one_to_be(link):
    build = Reader().latest(link)
    broken = "select no_such_column from fct_growth_daily where stat_date between $start and $end"
    foresight = told(
        build,
        Question(broken, last_days(build, 30), EVERYTHING),
        asked_for_30_days(build),
    )
    assert foresight.prepare_next() == 0
    assert foresight.prepare_next() > 0


def test_a_reader_that_watches_prepares_for_what_follows_a_question(link):
    reader = Reader()
    reader.watch(link)
    build = reader.latest(link)
    build.read(VISITORS, last_days(build, 30))
    week = Question(VISITORS, last_days(build, 7), EVERYTHING)
    looks = (build.knows(week) or threading.Event().wait(0.01) for _ in range(3_000))
    assert any(looks)
