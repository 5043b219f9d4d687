"""Which attempts count, and how far they came."""

import pytest

from tests.measurement.funnels.stories import counts, hours

ALL = ("ordered", "strict", "unordered")


def test_other_events_may_lie_between_ordered_steps_but_not_strict_ones():
    people = {"ann": [("visit", 0), ("search", 1), ("register", 2)]}
    assert counts(people, "visit register") == [1, 1]
    assert counts(people, "visit register", order="strict") == [1, 0]


def test_unordered_steps_come_in_any_order():
    people = {"ann": [("register", 0), ("visit", 1)]}
    assert [counts(people, "visit register", order=order) for order in ALL] == [
        [1, 0],
        [1, 0],
        [1, 1],
    ]


@pytest.mark.parametrize("order", ALL)
def test_the_last_instant_of_the_window_still_counts(order):
    people = {"ann": [("visit", 0), ("register", 5)]}
    assert counts(people, "visit register", order=order, window=hours(5)) == [1, 1]
    assert counts(people, "visit register", order=order, window=hours(4)) == [1, 0]


def test_the_window_counts_from_the_first_step_of_the_newest_attempt_that_fits():
    people = {"ann": [("visit", 0), ("visit", 3), ("register", 4), ("invest", 8)]}
    assert counts(people, "visit register invest", window=hours(5)) == [1, 1, 1]


@pytest.mark.parametrize("order", ALL)
def test_one_event_fills_one_step(order):
    once, twice = [("visit", 0)], [("visit", 0), ("visit", 1)]
    assert counts({"ann": once, "bob": twice}, "visit visit", order=order) == [2, 1]


def test_any_event_takes_whatever_comes():
    people = {"ann": [("visit", 0), ("search", 1)], "bob": [("search", 0)]}
    assert counts(people, "* *") == [2, 1]


def test_an_unordered_event_moves_to_another_step_when_that_helps():
    people = {"ann": [("visit", 0), ("search", 1)]}
    assert counts(people, "* visit", order="unordered") == [1, 1]


def test_different_events_at_one_instant_convert_whatever_their_order():
    people = {"ann": [("register", 0), ("visit", 0), ("invest", 0)]}
    assert counts(people, "visit register invest") == [1, 1, 1]
    assert counts({"ann": [("visit", 0)]}, "visit visit") == [1, 0]


def test_events_at_one_instant_are_matched_to_steps_so_that_most_are_filled():
    paid = {"event": "pay", "where": [{"prop": "first", "value": True}]}
    definition = {"steps": [{"event": "visit"}, {"event": "pay"}, paid]}
    people = {"ann": [("visit", 0), ("pay", 1, {"first": True}), ("pay", 1, {"first": False})]}
    assert counts(people, "", **definition) == [1, 1, 1]


def test_an_optional_step_may_be_left_out_and_counts_when_done():
    people = {
        "ann": [("visit", 0), ("invest", 2)],
        "bob": [("visit", 0), ("search", 1), ("invest", 2)],
        "cat": [("visit", 0), ("search", 1)],
    }
    assert counts(people, "visit search? invest") == [3, 2, 2]


def test_a_step_has_its_own_window_from_the_nearest_earlier_required_step():
    told = [
        {"event": "visit"},
        {"event": "register"},
        {"event": "search", "optional": True},
        {"event": "invest", "window": hours(2)},
    ]
    people = {
        "ann": [("visit", 0), ("register", 10), ("search", 11), ("invest", 12)],
        "bob": [("visit", 0), ("register", 10), ("search", 11), ("invest", 13)],
        "cat": [("visit", 0), ("register", 10), ("register", 20), ("invest", 22)],
    }
    assert counts(people, "", steps=told) == [3, 3, 2, 2]


def test_a_window_of_a_step_tries_every_start():
    told = [{"event": "visit"}, {"event": "register", "window": hours(1)}, {"event": "invest"}]
    people = {"ann": [("visit", 0), ("register", 1), ("visit", 5), ("invest", 6)]}
    assert counts(people, "", steps=told, window=hours(6)) == [1, 1, 1]


def test_a_cohort_limits_a_step_to_some_persons():
    told = [{"event": "visit", "cohort": ["ann"]}, {"event": "register"}]
    deeds = [("visit", 0), ("register", 1)]
    assert counts({"ann": deeds, "bob": deeds}, "", steps=told) == [1, 1]
