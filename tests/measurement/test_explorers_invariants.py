"""What must not change an answer: the order of rows, repeats, names, deliveries, and how many."""

import random
from datetime import datetime, timedelta

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from measurement import paths, retention
from tests.benchmarks.event_log import write_events

NAMES = ("visit", "register", "invest")
LOGS = st.lists(
    st.tuples(st.sampled_from("abcd"), st.sampled_from(NAMES), st.integers(0, 300)),
    min_size=1,
    max_size=40,
)
DAYS = {"total_intervals": 6, "date_to": "2026-05-06"}
QUESTIONS = [
    (retention.run, DAYS | {"start_event": "visit", "return_event": "invest"}),
    (retention.run, DAYS | {"retention_type": "first_time", "mode": "rolling"}),
    (retention.run, DAYS | {"weight": {"prop": "amount"}, "minimum_occurrences": 2}),
    (paths.run, {"start": {"event": "visit"}, "max_steps": 3}),
    (paths.run, {"end": {"event": "invest"}}),
    (paths.run, {"per": "session", "session_gap": {"n": 5, "unit": "hour"}}),
]
Question = pytest.mark.parametrize(("ask", "definition"), QUESTIONS)
AN_ID = "event_id"


def table(rows: list[tuple]) -> pa.Table:
    told = [
        {
            "person": person,
            "event": event,
            "ts": datetime(2026, 5, 1) + timedelta(minutes=30 * slot),
            AN_ID: f"{person}{event}{slot}",
            "amount": slot,
        }
        for person, event, slot in rows
    ]
    return pa.Table.from_pylist(told)


@Question
@settings(max_examples=15, deadline=None)
@given(rows=LOGS, seed=st.integers(0, 99))
def test_shuffled_and_repeated_rows_answer_the_same(ask, definition, rows, seed):
    once = list(dict.fromkeys(rows))
    shuffled = random.Random(seed).sample([*once, *once[::2]], len(once) + len(once[::2]))
    assert ask(table(once), definition) == ask(table(shuffled), definition)


@Question
@settings(max_examples=8, deadline=None)
@given(rows=LOGS)
def test_two_deliveries_answer_as_one(ask, definition, rows, tmp_path_factory):
    folder = tmp_path_factory.mktemp("deliveries")
    for number, part in enumerate((rows[::2], rows[1::2] or rows)):
        duckdb.from_arrow(table(part)).write_parquet(str(folder / f"{number}.parquet"))
    assert ask(folder, definition) == ask(table(rows), definition)


def scaled(answer, factor):
    """The answer with every count of people or journeys, or amount, `factor` times as large."""
    counted = {"matrix", "sizes", "denominators", "period_0_returns", "amounts", "people"}
    counted |= {"entered", "journeys"}

    def times(value):
        return [times(one) for one in value] if isinstance(value, list) else value * factor

    def walk(value):
        if isinstance(value, dict):
            return {key: times(one) if key in counted else walk(one) for key, one in value.items()}
        return [walk(one) for one in value] if isinstance(value, list) else value

    return walk(answer)


@Question
@settings(max_examples=8, deadline=None)
@given(rows=LOGS)
def test_new_people_who_do_the_same_multiply_every_count(ask, definition, rows):
    once = list(dict.fromkeys(rows))
    many = [(f"{person}{copy}", event, slot) for copy in range(7) for person, event, slot in once]
    assert rounded(ask(table(many), definition)) == rounded(scaled(ask(table(once), definition), 7))


def rounded(value):
    if isinstance(value, dict):
        return {key: rounded(one) for key, one in value.items()}
    if isinstance(value, list):
        return [rounded(one) for one in value]
    return round(value, 9) if isinstance(value, float) else value


@settings(max_examples=15, deadline=None)
@given(rows=LOGS)
def test_renamed_events_answer_the_same(rows):
    renamed = [(person, f"${event}", slot) for person, event, slot in rows]
    asked = DAYS | {"start_event": "visit", "return_event": "invest"}
    again = DAYS | {"start_event": "$visit", "return_event": "$invest"}
    assert retention.run(table(rows), asked) == retention.run(table(renamed), again)


@pytest.fixture(scope="module")
def many_events(tmp_path_factory):
    return write_events(tmp_path_factory.mktemp("log") / "events.parquet", 30_000)


@pytest.mark.parametrize("period", [("month", 4), ("day", 100)])
@pytest.mark.parametrize(
    "kind", [("recurring", "on"), ("first_time", "on"), ("first_time", "on_or_after")]
)
def test_the_compiled_loop_answers_as_sql_does(many_events, monkeypatch, kind, period):
    asked = dict(zip(("period", "total_intervals"), period, strict=True))
    asked |= dict(zip(("retention_type", "return"), kind, strict=True))
    asked |= {"date_to": "2026-06-20", "start_event": "visit"}
    by_sql = retention.run(many_events, asked)
    monkeypatch.setattr("measurement.retention.question.MANY", 1)
    assert retention.run(many_events, asked) == by_sql


def test_the_compiled_loop_takes_in_more_people_than_it_has_room_for(many_events, monkeypatch):
    asked = {"period": "week", "total_intervals": 20, "date_to": "2026-06-20"}
    by_sql = retention.run(many_events, asked)
    monkeypatch.setattr("measurement.retention.question.MANY", 1)
    monkeypatch.setattr("measurement.retention.kernel.FIRST_SIZE", 16)
    assert retention.run(many_events, asked) == by_sql
    monkeypatch.setattr("measurement.retention.kernel.MOST_BYTES", 1000)
    assert retention.run(many_events, asked) == by_sql
