"""Small stories of people: which ways they took, how many of them, and how long they needed."""

from datetime import datetime, timedelta

import pyarrow as pa
import pytest

from measurement import paths

NOON = datetime(2026, 5, 1, 12)


def log(stories: dict[str, list[tuple]]) -> pa.Table:
    """A table of events from, for each person, events and the minutes after noon they happened."""
    rows = [
        {"person": person, "event": event, "ts": NOON + timedelta(minutes=minute)}
        for person, story in stories.items()
        for event, minute in story
    ]
    return pa.Table.from_pylist(rows)


STORIES = {
    "ann": [("ad", 0), ("visit", 1), ("register", 4), ("invest", 10)],
    "bob": [("visit", 0), ("register", 1), ("invest", 3)],
    "cai": [("visit", 5), ("visit", 6), ("help", 8)],
    "dai": [("help", 0)],
}


def ask(stories: dict[str, list[tuple]], definition: dict) -> dict:
    return paths.run(log(stories), definition)


def ways(answer: dict) -> dict[tuple, int]:
    return {tuple(path["path"]): path["journeys"] for path in answer["paths"]}


def test_paths_from_a_step_begin_at_its_first_occurrence():
    answer = ask(STORIES, {"start": {"event": "visit"}})
    assert ways(answer) == {("visit", "register", "invest"): 2, ("visit", "help"): 1}
    assert (answer["entered"], answer["journeys"]) == (3, 3)


def test_times_are_those_between_steps():
    (path, *_) = ask(STORIES, {"start": {"event": "visit"}})["paths"]
    assert path["share"] == pytest.approx(2 / 3)
    assert path["average_seconds"] == 60 * (9 + 3) / 2
    assert path["step_average_seconds"] == [60 * (3 + 1) / 2, 60 * (6 + 2) / 2]


def test_paths_to_a_step_end_at_its_first_occurrence_and_tell_who_reached_it():
    answer = ask(STORIES, {"end": {"event": "register"}, "max_steps": 3})
    assert ways(answer) == {("ad", "visit", "register"): 1, ("visit", "register"): 1}
    assert answer["conversion_rate"] == 2 / 4
    assert {(node["step"], node["name"]) for node in answer["nodes"]} == {
        (-2, "ad"),
        (-1, "visit"),
        (0, "register"),
    }


def test_between_two_steps_the_rate_is_of_those_who_came_by_the_first():
    asked = {"start": {"event": "visit"}, "end": {"event": "invest"}}
    answer = ask(STORIES, asked)
    assert ways(answer) == {("visit", "register", "invest"): 2}
    assert answer["conversion_rate"] == 2 / 3


def test_the_middle_of_a_long_way_between_two_steps_is_left_out():
    story = {"ann": [("a", 0), ("b", 1), ("c", 2), ("d", 3), ("e", 4)]}
    asked = {"start": {"event": "a"}, "end": {"event": "e"}, "max_steps": 4}
    assert ways(ask(story, asked)) == {("a", "b", "…", "e"): 1}


def test_edges_tell_where_people_go_from_each_step():
    edges = ask(STORIES, {"start": {"event": "visit"}})["edges"]
    told = {
        (edge["step"], edge["source"], edge["target"]): (edge["people"], edge["conversion_rate"])
        for edge in edges
    }
    assert told == {
        (0, "visit", "register"): (2, pytest.approx(2 / 3)),
        (0, "visit", "help"): (1, pytest.approx(1 / 3)),
        (1, "register", "invest"): (2, 1.0),
    }


def test_repeats_stay_when_they_are_wanted():
    asked = {"start": {"event": "visit"}, "collapse_repeats": False}
    assert ways(ask(STORIES, asked))["visit", "visit", "help"] == 1


def test_excluded_events_are_as_if_they_had_not_happened():
    asked = {"start": {"event": "visit"}, "exclude": ["register", "help"]}
    assert ways(ask(STORIES, asked)) == {("visit", "invest"): 2, ("visit",): 1}


def test_ways_of_too_few_people_are_not_told():
    answer = ask(STORIES, {"start": {"event": "visit"}, "min_people": 2})
    assert ways(answer) == {("visit", "register", "invest"): 2}
    assert all(edge["people"] >= 2 for edge in answer["edges"])


def test_a_session_ends_after_half_an_hour_without_events():
    story = {"ann": [("visit", 0), ("help", 30), ("visit", 61), ("invest", 62)]}
    answer = ask(story, {"per": "session"})
    assert ways(answer) == {("visit", "help"): 1, ("visit", "invest"): 1}
    assert {path["people"] for path in answer["paths"]} == {1}


def test_sessions_told_by_the_events_are_those_of_the_journeys():
    rows = log({"ann": [("visit", 0), ("help", 1), ("visit", 2)]})
    table = rows.append_column("session", [["one", "two", "two"]])
    assert ways(paths.run(table, {"per": "session"})) == {("visit",): 1, ("help", "visit"): 1}


def test_a_window_ends_paths_after_the_start_and_begins_them_before_the_end():
    after = {"start": {"event": "visit"}, "window": {"n": 3, "unit": "minute"}}
    assert ways(ask(STORIES, after))["visit", "register"] == 1
    before = {"end": {"event": "invest"}, "window": {"n": 6, "unit": "minute"}}
    assert ways(ask(STORIES, before))["register", "invest"] == 1


def test_a_property_can_be_the_step():
    rows = [
        {"person": "ann", "event": "view", "ts": NOON, "props": '{"page": "/home"}'},
        {"person": "ann", "event": "view", "ts": NOON + timedelta(minutes=1), "props": "{}"},
    ]
    answer = paths.run(pa.Table.from_pylist(rows), {"step_prop": "page"})
    assert ways(answer) == {("/home", "view"): 1}


@pytest.mark.parametrize(
    ("definition", "words"),
    [
        ({"max_steps": 1}, "max_steps: should be greater than or equal to 2"),
        ({"start": {"event": "a"}, "exclude": ["a"]}, "start: a is excluded"),
        ({"start": {"event": "a"}, "end": {"event": "a"}}, "the same step"),
        ({"window": {"n": 1, "unit": "day"}}, "there is neither"),
        ({"end": {"event": "b"}, "events": ["a"]}, "end: b is not among events"),
        ({"starts": {"event": "b"}}, "starts: there is no such key"),
        ({"date_from": "2026-05-02", "date_to": "2026-05-01"}, "date_to: comes before date_from"),
    ],
)
def test_questions_that_make_no_sense_are_refused_in_words(definition, words):
    with pytest.raises(paths.PathsDefinitionError, match=words):
        ask(STORIES, definition)
