"""Scenes that suites of product analytics check, told anew: how far people come."""

import pytest

from tests.measurement.funnels.stories import Deed, counts, days, journeys, run, steps

SECONDS = 1 / 3600


def hourly(names: str) -> list[Deed]:
    """One deed an hour; those joined by `+` happen in the same instant."""
    return [(name, hour) for hour, told in enumerate(names.split()) for name in told.split("+")]


def everyone(*told: str) -> dict[str, list[Deed]]:
    return {f"p{number}": hourly(names) for number, names in enumerate(told)}


def seconds(names: str) -> list[Deed]:
    """Deeds told as name@second."""
    told = [word.split("@") for word in names.split()]
    return [(name, int(second) * SECONDS) for name, second in told]


def spoils(start: int, end: int, event: str = "x") -> dict[str, object]:
    return {"event": event, "from_step": start, "to_step": end}


@pytest.mark.parametrize(
    ("people", "names", "order", "found"),
    [
        (("a", "a b", "a b c", "c", "b a c"), "a b c", "ordered", [4, 2, 1]),
        (("a", "a", "c a c", "c", "c a"), "a c", "ordered", [4, 1]),
        (("a c",), "a b c", "ordered", [1, 0, 0]),
        (("a a", "a"), "a a", "ordered", [2, 1]),
        (("a", "a v", "a v z v", "a v z v v z", "a v v v v"), "a v v v v", "ordered",
         [5, 4, 3, 2, 1]),
        (("v a", "a v", "v a z v", "z v z v a v", "a v z v v v"), "a v v v v", "ordered",
         [5, 4, 1, 1, 1]),
        (("a+b", "a"), "a b", "ordered", [2, 1]),
        (("a+b+b+c+c+d+b+c+d+a",), "a b b c c d b c d a", "ordered", [1] * 10),
        (("a+" * 30 + "b+c",), "a b c", "ordered", [1, 1, 1]),
        (("a+" * 30 + "b+c",), "a b c", "strict", [1, 1, 1]),
        (("z a m", "z a m v z", "z a m v a p", "z a a m v p"), "a m v p", "strict", [4, 4, 3, 1]),
        (("c a b", "b a", "c"), "a b c", "unordered", [3, 2, 1]),
        (("a a", "a"), "a a", "unordered", [2, 1]),
    ],
)  # fmt: skip
def test_people_come_as_far_as_their_events_allow(people, names, order, found):
    assert counts(everyone(*people), names, order=order) == found


@pytest.mark.parametrize(
    ("deeds", "found"),
    [
        ("a@0 x@1 a@31", [1, 0]),
        ("a@0 a@31 x@32", [1, 0]),
        ("a@0 a@1 x@2", [0, 0]),
        ("a@0 x@11 b@12", [1, 0]),
        ("a@0 x@11 a@12 x@13 b@14", [0, 0]),
        ("a@0 x@1 b@31 a@3600 b@3609", [1, 1]),
        ("a@0 x@1", [0, 0]),
        ("a@0 b@10", [1, 1]),
        ("a@0 b@11", [1, 0]),
    ],
)
def test_an_exclusion_counts_within_the_ten_seconds_of_its_attempt(deeds, found):
    window = {"n": 10, "unit": "second"}
    people = {"ann": seconds(deeds)}
    assert counts(people, "a b", window=window, exclusions=[spoils(0, 1)]) == found


WAYS = everyone("s v x i x t x q", "s v i x t x q", "s x v i t x q")


@pytest.mark.parametrize(
    ("between", "left"),
    [
        ((0, 1), ["p0", "p1"]),
        ((1, 2), ["p1", "p2"]),
        ((2, 3), ["p2"]),
        ((3, 4), []),
        ((1, 3), ["p2"]),
    ],
)
def test_an_exclusion_takes_out_who_met_it_between_its_steps(between, left):
    told = run(journeys(WAYS), steps("s v i t q", exclusions=[spoils(*between)]))
    assert told["counts"] == [len(left)] * 5
    assert told["persons_at_step"]["1"] == left


@pytest.mark.parametrize("between", [(0, 1), (1, 2)])
def test_an_exclusion_in_the_instant_of_its_steps_spoils_nothing(between):
    people = {"ann": hourly("z " + "a+" * 30 + "x+b c")}
    assert counts(people, "z a b c", exclusions=[spoils(*between)]) == [1, 1, 1, 1]


def test_only_exclusions_with_the_property_spoil():
    people = {
        told: [("a", 0), ("x", 1, {"out": told}), ("b", 2)] for told in ("true", "yes", "false")
    }
    where = [{"prop": "out", "op": "=", "value": ["true", "yes"]}]
    found = counts(
        people | {"ann": [("a", 0)]}, "a b", exclusions=[spoils(0, 1) | {"where": where}]
    )
    assert found == [2, 1]


@pytest.mark.parametrize(
    ("people", "names", "found"),
    [
        (("a b", "a x b", "a b"), "a b", [3, 2]),
        (("a b c x c",), "a b c", [1, 1, 1]),
        (("s x v i y t q", "s y v i y t x q", "s x v i t x q", "s v i t q", "s x v x i y t x q"),
         "s v i t q", [5, 2, 1, 1, 1]),
    ],
)  # fmt: skip
def test_without_an_order_steps_are_filled_on_either_side_of_an_exclusion(people, names, found):
    last = len(names.split()) - 1
    exclusions = [spoils(0, last), spoils(0, last, "y")]
    assert counts(everyone(*people), names, order="unordered", exclusions=exclusions) == found


def test_optional_steps_are_counted_and_may_be_left_out():
    ways = ("1", "1 2 3", "1 3", "1 2 3 4 5", "1 2 3 5", "1 3 4", "1 3 4 5", "1 3 5")
    assert counts(everyone(*ways), "1 2? 3 4? 5") == [8, 3, 7, 3, 4]


def test_an_optional_step_may_be_the_event_of_the_step_before():
    people = everyone("s", "s s", "s s s")
    people["met"] = [("s", 0), ("s", 1, {"url": "/"}), ("s", 2)]
    same = {"event": "s"}
    page = {"event": "s", "where": [{"prop": "url", "op": "=", "value": "/"}]}
    asked = {"steps": [same, same | {"optional": True}, page, same]}
    assert run(journeys(people), asked)["counts"] == [4, 2, 1, 1]


@pytest.mark.parametrize("order", ["ordered", "unordered"])
@pytest.mark.parametrize("zone", ["UTC", "US/Pacific"])
def test_a_window_of_days_does_not_mind_the_clocks(order, zone):
    people = {"ann": [("a", -1473 + 15 + 10 / 60), ("b", -1473 + 14 * 24 + 14 + 27 / 60)]}
    told = run(journeys(people), steps("a b", order=order, window=days(14)), timezone=zone)
    assert told["counts"] == [1, 1]
    assert told["median_conversion_seconds"] == [None, pytest.approx(1_207_020)]


def test_a_window_of_a_century_needs_the_first_step_all_the_same():
    window = {"n": 3_122_064_000, "unit": "second"}
    assert counts({"ann": [("b", 0)]}, "a b", window=window) == [0, 0]


def test_groups_are_who_acts_whoever_of_them_does():
    people = {
        "ann": [("a", 0, {"firm": "5"}), ("a", 192, {"firm": "6"}), ("b", 200)],
        "bob": [("b", 24, {"firm": "5"}), ("a", 30)],
    }
    told = run(journeys(people), steps("a b", aggregate_by="props.firm"))
    assert (told["counts"], told["average_conversion_seconds"]) == ([2, 1], [None, 86400])
