"""Scenes that suites of product analytics check, told anew: groups, days of entry, and times."""

import pytest

from tests.measurement.funnels.stories import Deed, days, journeys, run, steps

MAY = {"date_from": "2026-05-01", "interval": "day"}
TEN = {"n": 10, "unit": "second"}


def day(names: str) -> list[Deed]:
    """Deeds told as name@day.second, with the value of `b` after a slash."""
    deeds = []
    for word in names.split():
        told, _, value = word.partition("/")
        name, at = told.split("@")
        number, _, second = at.partition(".")
        hours = 24 * (int(number) - 1) + int(second or 0) / 3600
        deeds.append((name, hours, {"b": value} if value else {}))
    return deeds


def entered(people: dict, names: str, **asked: object) -> list[tuple[int, int]]:
    told = run(journeys(people), steps(names, **(MAY | asked)))
    return [(row["reached_from"], row["reached_to"]) for row in told["by_entry_period"]]


BUYERS = {
    "ann": [("sign", 12, {"b": "Chrome"}), ("buy", 13)],
    "bob": [("sign", 13), ("buy", 37, {"b": "Safari"})],
    "cat": [("sign", 38, {"b": "Mac"}), ("buy", 39)],
    "dan": [("sign", 39, {"b": 0}), ("buy", 40, {"b": "Ala"})],
    "eve": [("sign", 39), ("buy", 40)],
}


@pytest.mark.parametrize("order", ["ordered", "strict", "unordered"])
@pytest.mark.parametrize(("attribution", "dan"), [("first_touch", "0"), ("last_touch", "Ala")])
def test_the_first_or_the_last_value_of_a_person_tells_the_group(order, attribution, dan):
    breakdown = {"prop": "b", "attribution": attribution}
    told = run(journeys(BUYERS), steps("sign buy", order=order, breakdown=breakdown))
    groups = {name: [1, 1] for name in ("", dan, "Chrome", "Mac", "Safari")}
    assert told["by_breakdown"] == groups


@pytest.mark.parametrize(
    ("attribution", "groups"),
    [
        ("step:0", {"": [2, 2], "0": [1, 1], "Chrome": [1, 1], "Mac": [1, 1]}),
        ("step:1", {"": [3, 3], "Ala": [1, 1], "Safari": [1, 1]}),
    ],
)
def test_the_value_of_a_step_tells_the_group(attribution, groups):
    breakdown = {"prop": "b", "attribution": attribution}
    assert run(journeys(BUYERS), steps("sign buy", breakdown=breakdown))["by_breakdown"] == groups


def test_who_never_does_the_telling_step_stands_in_no_group():
    people = BUYERS | {"bob": BUYERS["bob"][:1], "cat": BUYERS["cat"][:1]}
    breakdown = {"prop": "b", "attribution": "step:1"}
    told = run(journeys(people), steps("sign buy", breakdown=breakdown))
    assert told["by_breakdown"] == {"": [2, 2], "Ala": [1, 1]}
    assert told["counts"] == [5, 3]
    buy = {"event": "buy", "where": [{"prop": "b", "op": "is_set"}]}
    told = run(journeys(people), {"steps": [{"event": "sign"}, buy], "breakdown": breakdown})
    assert told["by_breakdown"] == {"Ala": [1, 1]}


@pytest.mark.parametrize(
    ("attribution", "groups"),
    [
        ("first_touch", {"C": [1, 1, 1]}),
        ("all", {"C": [1, 1, 1]}),
        ("step:0", {"C": [1, 1, 1]}),
        ("step:1", {"C": [1, 1, 1], "S": [1, 1, 1]}),
        ("step:2", {"C": [1, 1, 1]}),
    ],
)
def test_a_step_done_twice_tells_two_groups(attribution, groups):
    people = {"ann": day("1@1.0/C 2@1.1/S 2@1.2/C 3@1.3/C")}
    breakdown = {"prop": "b", "attribution": attribution}
    assert run(journeys(people), steps("1 2 3", breakdown=breakdown))["by_breakdown"] == groups


@pytest.mark.parametrize("order", ["ordered", "unordered"])
def test_with_all_every_step_is_done_under_the_value(order):
    people = {"ann": day("1@1/C 2@2.1/S 1@2.2/S 2@2.3/S")}
    breakdown = {"prop": "b", "attribution": "all"}
    told = run(journeys(people), steps("1 2", order=order, breakdown=breakdown))
    assert told["by_breakdown"] == {"C": [1, 0], "S": [1, 1]}


@pytest.mark.parametrize(
    ("attribution", "groups"),
    [
        ("first_touch", {"C": [(1, 1), (1, 1)]}),
        ("all", {"C": [(1, 1), (1, 1)], "S": [(1, 0), (0, 0)]}),
        ("step:0", {"C": [(1, 1), (1, 1)], "S": [(1, 1), (0, 0)]}),
        ("step:1", {"C": [(1, 1), (1, 1)], "S": [(1, 0), (1, 1)]}),
    ],
)
def test_groups_have_their_own_days_of_entry(attribution, groups):
    people = {"ann": day("1@1.0/C 1@1.1/S 2@1.14/C 1@2.0/C 2@2.1/S 2@2.14/C")}
    asked = MAY | {"date_to": "2026-05-02", "window": {"n": 30, "unit": "second"}}
    breakdown = {"prop": "b", "attribution": attribution}
    told = run(journeys(people), steps("1 2", breakdown=breakdown, **asked))
    found = {
        value: [(row["reached_from"], row["reached_to"]) for row in rows]
        for value, rows in told["by_breakdown_entry_period"].items()
    }
    assert found == groups


@pytest.mark.parametrize(
    ("deeds", "names", "between", "found"),
    [
        ("a@1.0 b@1.1 c@1.3 a@1.4 b@1.5 x@1.6 c@1.7", "a b c", (1, 2), [(1, 1), (0, 0)]),
        ("a@1.0 b@1.1 a@2.4 x@2.5 b@2.6", "a b", (0, 1), [(1, 1), (0, 0)]),
        ("a@1.0 x@1.1 b@1.2 a@2.4 b@2.6", "a b", (0, 1), [(0, 0), (1, 1)]),
        ("a@1.0 a@2.30 x@2.31 b@2.32", "a b", (0, 1), [(0, 0), (0, 0)]),
        ("a@1.0 a@2.30 x@2.31", "a b", (0, 1), [(1, 0), (0, 0)]),
        ("a@1.0 b@1.1 a@2.4 b@2.5 x@2.6", "a b c", (1, 2), [(1, 0), (0, 0)]),
        ("a@1.0 x@1.11 a@1.12 x@1.13 b@1.14", "a b", (0, 1), [(0, 0), (0, 0)]),
        ("a@1.0 x@1.11 b@1.12", "a b", (0, 1), [(1, 0), (0, 0)]),
    ],
)
def test_an_exclusion_spoils_entries_of_its_person(deeds, names, between, found):
    start, end = between
    exclusions = [{"event": "x", "from_step": start, "to_step": end}]
    told = {"date_to": "2026-05-02", "window": TEN, "exclusions": exclusions}
    assert entered({"ann": day(deeds)}, names, **told) == found


def test_entries_are_dated_by_the_first_step_whichever_steps_are_compared():
    people = {
        "ann": day("1@1 2@2.1 3@2.2"),
        "bob": day("1@1"),
        "cat": day("2@2 3@2.1"),
        "dan": day("1@2 2@2.1"),
    }
    asked = {"date_to": "2026-05-02", "window": days(3)}
    assert entered(people, "1 2 3", from_step=1, to_step=2, **asked) == [(1, 1), (1, 0)]
    assert entered(people, "1 2 3", to_step=1, **asked) == [(2, 1), (1, 1)]


def test_without_an_order_the_day_of_entry_is_that_of_any_first_event():
    often = {"u1": range(1, 9), "u2": range(1, 9, 2), "u3": (1, 5), "u4": (1,), "u5": ()}
    people = {
        name: day(" ".join(f"3@{number}" for number in told) + " 1@8.1 2@8.2")
        for name, told in often.items()
    }
    asked = {"order": "unordered", "window": days(8), "date_to": "2026-05-08"}
    found = [(4, 4), (1, 1), (2, 2), (1, 1), (3, 3), (1, 1), (2, 2), (5, 1)]
    assert entered(people, "1 2 3", **asked) == found


def test_times_to_convert_find_their_own_bins():
    people = {"ann": [("a", 0), ("b", 1)], "bob": [("a", 0), ("b", 0.6)], "cat": [("a", 0)]}
    people["cat"] += [("b", 23), ("c", 24)]
    told = run(journeys(people), steps("a b c", window=days(7), from_step=0, to_step=1))
    assert told["bins"] == [[2160, 2], [42480, 0], [82800, 1]]
    assert told["average_conversion_seconds"] == pytest.approx(29520)
