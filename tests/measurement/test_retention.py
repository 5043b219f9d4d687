"""Small stories of people: who came back, when, with how much money, and what is too young."""

import json
from datetime import UTC, datetime, timedelta

import pandas as pd
import pyarrow as pa
import pytest

from measurement import retention
from measurement.tables import TableError

MIDNIGHT = datetime(2026, 6, 1, tzinfo=UTC)


def log(stories: dict[str, list[tuple]]) -> pd.DataFrame:
    """Events from, for each person, event, days after 1 June (may be broken) and properties."""
    rows = [
        {
            "person": person,
            "event": event,
            "ts": MIDNIGHT + timedelta(days=day),
            "props": json.dumps(props[0] if props else {}),
        }
        for person, story in stories.items()
        for event, day, *props in story
    ]
    return pd.DataFrame(rows, columns=["person", "event", "ts", "props"])


def ask(stories: dict[str, list[tuple]], persons: dict | None = None, /, **keys) -> dict:
    keys = {"total_intervals": 4, "date_to": "2026-06-04"} | keys
    return retention.run(log(stories), keys, persons)


def visits(*days: float) -> list[tuple]:
    return [("visit", day) for day in days]


def test_a_recurring_cohort_is_everybody_who_came_in_the_period():
    answer = ask({"ann": visits(0, 1, 3), "bob": visits(1, 1.5, 2)})
    assert answer["matrix"] == [[1, 1, 0, 1], [2, 1, 1], [1, 0], [1]]
    assert answer["sizes"] == [1, 2, 1, 1]
    assert answer["rows"] == ["2026-06-01", "2026-06-02", "2026-06-03", "2026-06-04"]
    assert answer["columns"] == ["Day 0", "Day 1", "Day 2", "Day 3"]


def test_who_started_before_the_first_period_is_no_newcomer():
    stories = {"ann": visits(-30, 0, 1), "bob": visits(0, 1)}
    assert ask(stories, retention_type="first_time")["matrix"][0] == [1, 1, 0, 0]


def test_first_ever_wants_the_very_first_event_to_meet_the_conditions():
    story = {"ann": [("visit", 0), ("visit", 1, {"channel": "sem"}), ("visit", 2)]}
    where = [{"prop": "channel", "op": "=", "value": "sem"}]
    keys = {"start_event": "visit", "start_where": where}
    first = ask(story, retention_type="first_time", **keys)
    assert first["matrix"] == [[0, 0, 0, 0], [1, 1, 0], [0, 0], [0]]
    assert sum(ask(story, retention_type="first_ever", **keys)["sizes"]) == 0


def test_without_a_return_event_returning_is_doing_the_same_again():
    story = {"ann": [("register", 0), ("visit", 1), ("register", 2)]}
    assert ask(story, start_event="register")["matrix"][0] == [1, 0, 1, 0]
    assert ask(story, start_event="register", return_event=None)["matrix"][0] == [1, 1, 1, 0]


def test_the_return_rate_of_period_0_counts_returns_after_the_start():
    stories = {
        "ann": [("register", 0.2), ("invest", 0.5)],
        "bob": [("invest", 0.1), ("register", 0.3)],
        "cai": [("register", 0.4), ("invest", 0.4)],
    }
    for mode in ("calendar", "rolling"):
        answer = ask(stories, start_event="register", return_event="invest", mode=mode)
        assert answer["period_0_returns"] == [2, 0, 0, 0]
        assert answer["period_0_percentages"][0] == pytest.approx(200 / 3)


def test_rolling_periods_count_from_each_persons_own_start():
    stories = {"ann": visits(0.9, 1.1), "bob": visits(0.1, 1.2)}
    assert ask(stories, retention_type="first_time")["matrix"][0] == [2, 2, 0, 0]
    assert ask(stories, retention_type="first_time", mode="rolling")["matrix"][0] == [2, 1, 0, 0]


def test_a_person_counts_only_for_periods_that_have_passed():
    answer = ask({"ann": visits(0, 1, 3), "bob": visits(1, 3)}, as_of="2026-06-04T00:00:00Z")
    assert answer["immature"] == [[False] * 3 + [True], [False, False, True], [False, True], [True]]
    assert answer["denominators"] == [[1, 1, 1, 0], [2, 2, 0], [0, 0], [0]]
    assert answer["percentages"][0] == [100, 100, 0, None]
    assert answer["averages"] == [100, pytest.approx(100 / 3), 0, None]


def test_in_rolling_periods_a_cohort_can_be_old_enough_in_part():
    stories = {"ann": visits(0.1, 1.3), "bob": visits(0.9, 1.95)}
    keys = {"retention_type": "first_time", "mode": "rolling", "as_of": "2026-06-03T12:00:00Z"}
    answer = ask(stories, **keys)
    assert answer["matrix"][0][:2] == [2, 2]
    assert answer["denominators"][0][:2] == [2, 1]
    assert answer["percentages"][0][1] == 100
    assert answer["immature"][0] == [False, True, True, True]


def test_on_or_after_counts_whoever_still_comes_later():
    answer = ask({"ann": visits(0, 3), "bob": visits(0, 1)}, **{"return": "on_or_after"})
    assert answer["matrix"][0] == [2, 2, 1, 1]


def test_ranges_count_a_return_anywhere_within_them():
    keys = {"return": "range", "ranges": [[1, 2], [3, 5]], "total_intervals": 6}
    answer = ask({"ann": visits(0, 2, 3), "bob": visits(0, 5)}, date_to="2026-06-06", **keys)
    assert answer["matrix"][0] == [2, 1, 2]
    assert answer["columns"] == ["Day 0", "Day 1-2", "Day 3-5"]
    assert answer["immature"][:2] == [[False, False, False], [False, False, True]]


def test_with_date_from_each_cohort_is_followed_for_the_same_time():
    stories = {"ann": visits(0, 3), "bob": visits(1, 4)}
    answer = ask(stories, date_from="2026-06-01", date_to="2026-06-02")
    assert answer["matrix"] == [[1, 0, 0, 1], [1, 0, 0, 1]]
    assert answer["as_of"] == "2026-06-05T00:00:00Z"


def test_minimum_occurrences_are_counted_within_a_period():
    answer = ask({"ann": visits(0, 1, 1.2, 2)}, minimum_occurrences=2)
    assert answer["matrix"][0] == [1, 1, 0, 0]


def test_a_breakdown_by_person_adds_up_to_the_whole():
    stories = {"ann": visits(0, 1), "bob": visits(0), "cai": visits(1)}
    persons = {"ann": {"city": "Beijing"}, "bob": {"city": "Beijing"}}
    answer = ask(stories, persons, breakdown={"person_prop": "city"})
    by_city = {city: told["matrix"][:2] for city, told in answer["by_breakdown"].items()}
    assert by_city == {
        "Beijing": [[2, 1, 0, 0], [1, 0, 0]],
        "": [[0, 0, 0, 0], [1, 0, 0]],
    }
    assert answer["matrix"][:2] == [[2, 1, 0, 0], [2, 0, 0]]


def test_a_breakdown_by_event_wants_the_same_value_in_the_return():
    story = {"ann": [("visit", 0, {"b": "x"}), ("visit", 1, {"b": "y"}), ("visit", 2, {"b": "x"})]}
    told = ask(story, breakdown={"prop": "b"})["by_breakdown"]
    assert told["x"]["matrix"][0] == [1, 0, 1, 0]
    assert told["y"]["matrix"][1] == [1, 0, 0]


def test_first_ever_stands_under_the_value_of_the_first_event():
    story = {"ann": [("visit", 0, {"b": "x"}), ("visit", 1, {"b": "y"})]}
    told = ask(story, retention_type="first_ever", breakdown={"prop": "b"})["by_breakdown"]
    assert {value: one["matrix"][0] for value, one in told.items()} == {"x": [1, 1, 0, 0]}


def test_money_is_told_against_that_of_period_0():
    stories = {
        "ann": [("invest", 0, {"amount": "1000.10"}), ("invest", 2, {"amount": 500})],
        "bob": [("invest", 0, {"amount": 999.9}), ("invest", 1, {"amount": 100})],
    }
    answer = ask(stories, weight={"prop": "amount"})
    assert answer["amounts"][0] == [2000, 100, 500, 0]
    assert answer["amount_percentages"][0] == [100, 5, 25, 0]
    assert answer["matrix"][0] == [2, 1, 1, 0]


def test_money_of_period_0_is_what_came_after_the_start():
    story = {
        "ann": [
            ("invest", 0.1, {"amount": 999}),
            ("register", 0.2),
            ("invest", 0.3, {"amount": 50}),
        ]
    }
    keys = {"start_event": "register", "return_event": "invest", "weight": {"prop": "amount"}}
    for mode in ("calendar", "rolling"):
        assert ask(story, mode=mode, **keys)["amounts"][0] == [50, 0, 0, 0]


def test_a_repeated_event_id_is_paid_once():
    events = log({"ann": [("invest", 0, {"amount": 7})] * 2}).assign(event_id="e1")
    keys = {"total_intervals": 1, "date_to": "2026-06-01", "weight": {"prop": "amount"}}
    assert retention.run(events, keys)["amounts"] == [[7]]


def test_nobody_is_an_answer():
    answer = ask({})
    assert answer["matrix"] == [[0, 0, 0, 0], [0, 0, 0], [0, 0], [0]]
    assert answer["percentages"][0] == [None] * 4


@pytest.mark.parametrize(
    ("zone", "rows"),
    [
        ("UTC", [[1, 0], [0]]),
        ("Asia/Shanghai", [[1, 1], [1]]),
    ],
)
def test_days_are_those_of_the_time_zone(zone, rows):
    events = log({"ann": visits(0.5, 0.8)})
    keys = {"total_intervals": 2, "date_to": "2026-06-02"}
    assert retention.run(events, keys, timezone=zone)["matrix"] == rows


def test_an_hour_that_the_clocks_repeat_is_two_periods():
    early = pa.table(
        {
            "person": ["ann", "ann"],
            "event": ["visit", "visit"],
            "ts": [datetime(2026, 10, 25, 0, 30), datetime(2026, 10, 25, 1, 30)],
        }
    )
    keys = {"period": "Hour", "total_intervals": 2, "date_to": "2026-10-25T01:30:00Z"}
    answer = retention.run(early, keys, timezone="Europe/Berlin")
    assert answer["rows"] == ["2026-10-25T02", "2026-10-25T02"]
    assert answer["matrix"] == [[1, 1], [1]]


@pytest.mark.parametrize(
    ("definition", "words"),
    [
        ({"period": "year"}, "period: should be 'hour', 'day', 'week' or 'month'"),
        ({"total_intervals": 0}, "total_intervals: should be greater than or equal to 1"),
        ({"total_interval": 7}, "did you mean total_intervals?"),
        ({"date_to": "June"}, "date_to: 'June' is not a day"),
        ({"date_from": "2026-06-02", "date_to": "2026-06-01"}, "comes after date_to"),
        ({"return": "range"}, "go together"),
        ({"return": "range", "ranges": [[0, 2]]}, "must begin at 1"),
        ({"return": "range", "ranges": [[3, 9]]}, "total_intervals of 10 or more"),
        ({"breakdown": {"prop": "a", "person_prop": "b"}}, "either prop or person_prop"),
        ({"start_event": []}, "never happens"),
        ({"where": [{"prop": "a", "op": "~"}]}, r"where\[0\]\.op"),
        ({"retention_type": "sometimes"}, "retention_type: should be"),
    ],
)
def test_definitions_that_make_no_sense_are_refused_in_words(definition, words):
    with pytest.raises(retention.RetentionDefinitionError, match=words):
        retention.run(log({"ann": visits(0)}), definition)


def test_an_unknown_time_zone_is_refused():
    with pytest.raises(retention.RetentionDefinitionError, match="no time zone 'Mars'"):
        retention.run(log({}), {}, timezone="Mars")


def test_events_without_their_columns_are_refused():
    with pytest.raises(TableError, match="no column ts"):
        retention.run(pd.DataFrame({"person": ["ann"], "event": ["visit"]}), {})
