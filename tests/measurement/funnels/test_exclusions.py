"""An exclusion spoils the attempt in which it happens, and only that."""

import pytest

from measurement.funnels import FunnelDefinitionError, run
from tests.measurement.funnels.stories import counts, hours, journeys, steps


def between(start: int, end: int) -> list[dict[str, object]]:
    return [{"event": "cancel", "from_step": start, "to_step": end}]


PEOPLE = {
    "ann": [("visit", 0), ("cancel", 1), ("register", 2)],
    "bob": [("visit", 0), ("register", 1), ("cancel", 2)],
}


def test_an_exclusion_between_two_steps_takes_the_person_out():
    assert counts(PEOPLE, "visit register", exclusions=between(0, 1)) == [1, 1]


def test_without_an_order_a_new_attempt_begins_after_the_exclusion():
    found = counts(PEOPLE, "visit register", order="unordered", exclusions=between(0, 1))
    assert found == [2, 1]


def test_a_clean_attempt_that_comes_as_far_counts_instead():
    deeds = [("visit", 0), ("cancel", 1), ("register", 2), ("visit", 3), ("register", 4)]
    assert counts({"ann": deeds}, "visit register", exclusions=between(0, 1)) == [1, 1]


def test_an_exclusion_after_the_window_spoils_nothing():
    people = {"ann": [("visit", 0), ("cancel", 11), ("register", 12)]}
    found = counts(people, "visit register", exclusions=between(0, 1), window=hours(10))
    assert found == [1, 0]


def test_an_exclusion_between_later_steps_leaves_earlier_ones_alone():
    people = {"ann": [("visit", 0), ("cancel", 1), ("register", 2), ("invest", 3)]}
    assert counts(people, "visit register invest", exclusions=between(1, 2)) == [1, 1, 1]


@pytest.mark.parametrize(("start", "end"), [(1, 1), (1, 2), (2, 1), (0, 2), (-1, 1), (5, 6)])
def test_an_exclusion_between_steps_that_do_not_exist_or_are_out_of_order_is_refused(start, end):
    with pytest.raises(FunnelDefinitionError, match=rf"exclusion from step {start} to step {end}"):
        run(journeys({}), steps("visit register", exclusions=between(start, end)))


@pytest.mark.parametrize(
    ("definition", "words"),
    [
        ({"steps": []}, "steps"),
        (steps("visit", typo=1), "typo: there is no such key"),
        (steps("visit? register"), "the first step cannot be optional"),
        (steps("visit register? register"), "cannot be the same as the required step"),
        (steps("visit register?", order="unordered"), "optional steps need an order"),
        (steps("visit register", from_step=1, to_step=1), "from_step must come before"),
        (steps("visit register", date_from="2026-05-02", date_to="2026-05-01"), "after date_to"),
        (steps("visit register", breakdown={"prop": "a", "attribution": "step:2"}), "step:2"),
        (steps("visit", exclusions=[{"event": "a", "from_step": 0}]), r"to_step: is missing"),
        ({"steps": [{"where": []}]}, "a step needs an event"),
        (steps("a b", order="unordered", exclusions=[]) | {"window": {"n": 0}}, "window.n"),
    ],
)
def test_a_definition_that_makes_no_sense_says_why(definition, words):
    with pytest.raises(FunnelDefinitionError, match=words):
        run(journeys({}), definition)


def test_an_unknown_time_zone_is_refused():
    with pytest.raises(FunnelDefinitionError, match="'Mars' is no time zone"):
        run(journeys({}), steps("visit"), timezone="Mars")
