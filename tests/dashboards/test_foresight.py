"""What a page asked is asked for the other periods, before a reader chooses one of them."""

import gc
import threading
from dataclasses import replace
from datetime import date, timedelta

import duckdb
import pytest

from dashboards.queries.asked import Question
from dashboards.queries.filters import Filters
from dashboards.queries.foresight import Foresight, other_periods
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


def test_the_next_click_is_answered_without_another_query(link):
    one = Reader().latest(link)
    expected = one.read(VISITORS, last_days(one, 7))
    build = Reader().latest(write_serving_file(link, "two"))
    foresight = Foresight(lambda _: True)
    foresight.tell(build, asked_for_30_days(build))
    assert foresight.prepare_next() > 0
    build._connection.close()
    assert build.read(VISITORS, last_days(build, 7)).equals(expected)
    with pytest.raises(duckdb.Error):
        build.read(VISITORS, last_days(build, 8))


def test_whoever_asks_first_has_the_question_told_and_nobody_else(link):
    told = []
    build = replace(Reader().latest(link), listener=lambda *what: told.append(what))
    build.read(VISITORS, last_days(build, 30))
    build.read(VISITORS, last_days(build, 30))
    assert told == [(build, asked_for_30_days(build))]


def test_what_is_prepared_is_not_prepared_again(link):
    build = Reader().latest(link)
    foresight = Foresight(lambda _: True)
    foresight.tell(build, asked_for_30_days(build))
    foresight.tell(build, asked_for_30_days(build))
    assert foresight.prepare_next() > 0
    assert foresight.prepare_next() == 0


def test_a_build_that_nobody_reads_any_more_is_let_go_of_even_while_pages_are_drawn(link):
    reader = Reader()
    build = reader.latest(link)
    foresight = Foresight(reader.reads)
    foresight.tell(build, asked_for_30_days(build))
    reader.latest(write_serving_file(link, "two"))
    with turn():
        assert foresight.prepare_next() == 0
    assert gc.get_referrers(build) == []


def test_a_question_that_cannot_be_answered_leaves_the_next_one_to_be(link):
    build = Reader().latest(link)
    foresight = Foresight(lambda _: True)
    broken = "select no_such_column from fct_growth_daily where stat_date between $start and $end"
    foresight.tell(build, Question(broken, last_days(build, 30), EVERYTHING))
    foresight.tell(build, asked_for_30_days(build))
    assert foresight.prepare_next() == 0
    assert foresight.prepare_next() > 0


def test_a_reader_that_watches_prepares_for_what_follows_a_question(link):
    reader = Reader()
    reader.watch(link)
    build = reader.latest(link)
    build.read(VISITORS, last_days(build, 30))
    week = Question(VISITORS, last_days(build, 7), EVERYTHING)
    for _ in iter(lambda: build.knows(week), True):
        threading.Event().wait(0.01)
    assert build.asked.questions() == [asked_for_30_days(build)]
