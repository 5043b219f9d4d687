"""Scenes that suites of product analytics check, told anew: who comes back, and when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import pandas as pd
import pytest

from measurement import retention

Deed = tuple
JUNE_10 = datetime(2020, 6, 10, 5)
ANN, BOB = (0, 1, 2, 5, 5.2, 6), (1, 2, 3, 6)
BOTH = {"ann": [("visit", day) for day in ANN], "bob": [("visit", day) for day in BOB]}


def log(people: Mapping[str, Sequence[Deed]]) -> pd.DataFrame:
    """Each deed is (event, days since 10 June 05:00 or a time) and perhaps properties."""
    rows = [
        (
            person,
            event,
            JUNE_10 + timedelta(days=at) if isinstance(at, int | float) else pd.Timestamp(at),
            dict(*props),
        )
        for person, deeds in people.items()
        for event, at, *props in deeds
    ]
    return pd.DataFrame(rows, columns=["person", "event", "ts", "props"])


def run(people, asked: dict, persons=None, zone: str = "UTC"):
    return retention.run(log(people), {"start_event": "visit"} | asked, persons, zone)


def matrix(people, asked: dict, zone: str = "UTC"):
    return run(people, asked, zone=zone)["matrix"]


def triangle(told: Mapping[int, Sequence[int]], size: int) -> list[list[int]]:
    """The rows told, filled with zeros, and rows of zeros where none is told."""
    return [[*told.get(row, ()), *[0] * size][: size - row] for row in range(size)]


DAILY = {
    0: (1, 1, 1, 0, 0, 1, 1),
    1: (2, 2, 1, 0, 1, 2),
    2: (2, 1, 0, 1, 2),
    3: (1, 0, 0, 1),
    5: (1, 1),
    6: (2,),
}
PAIRS = {0: (1, 0, 0, 0, 0, 1), 1: (2, 0, 0, 0, 1), 2: (2, 0, 0, 1), 3: (1,), 5: (1,), 6: (2,)}


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({}, DAILY),
        ({"date_to": "2020-06-20T06:00:00"}, DAILY),
        ({"start_event": None, "return_event": "visit"}, DAILY),
        ({"minimum_occurrences": 2}, PAIRS),
    ],
)
def test_each_day_has_its_cohort_and_each_cohort_its_days(asked, told):
    found = matrix(BOTH, {"total_intervals": 11, "date_to": "2020-06-20"} | asked)
    assert found == triangle(told, 11)


UNEVEN = [(2, 2, 2, 0, 1, 2, 1, 0, 1, 0, 1), (2, 2, 0, 1, 2, 1, 0, 1, 0, 1)]
UNEVEN += [(2, 0, 1, 2, 1, 0, 1, 0, 1), (0,), (1, 1, 0, 0, 1), (2, 1, 0, 1, 0, 1), (1, 0, 0, 0, 1)]
UNEVEN += [(0,), (1,), (0,), (1,)]
PERIODS = {"ann": (0, 1, 2, 4, 5, 8), "bob": (0, 1, 2, 5, 6, 10)}


def in_periods(form: str, first: int) -> dict[str, list[Deed]]:
    return {
        person: [("visit", form.format(first + number)) for number in numbers]
        for person, numbers in PERIODS.items()
    }


@pytest.mark.parametrize(
    ("form", "first", "zone", "asked"),
    [
        ("2020-{:02}-10", 1, "UTC", {"period": "month", "date_to": "2020-11-25"}),
        ("2020-06-10 {:02}:00", 6, "UTC", {"period": "hour", "date_to": "2020-06-10T16:13:00"}),
        ("2020-06-10 {:02}:00", 6, "Asia/Shanghai",
         {"period": "hour", "date_to": "2020-06-11T00:13:00"}),
        ("2020-06-{:02} 12:00", 10, "US/Pacific", {"period": "day", "date_to": "2020-06-20"}),
    ],
)  # fmt: skip
def test_months_hours_and_days_count_alike(form, first, zone, asked):
    found = matrix(in_periods(form, first), asked | {"total_intervals": 11}, zone)
    assert found == triangle(dict(enumerate(UNEVEN)), 11)


@pytest.mark.parametrize("date_to", ["2020-07-20", "2020-07-24"])
@pytest.mark.parametrize("week_start", ["Sunday", "Monday"])
def test_weeks_are_whole_wherever_they_begin(week_start, date_to):
    days = {"ann": (0, 1, 7, 14, 24, 31), "bob": (0, 1, 7, 24, 31, 45)}
    people = {person: [("visit", day) for day in own] for person, own in days.items()}
    asked = {"period": "week", "week_start": week_start, "total_intervals": 7}
    rows = [(2, 2, 1, 2, 2, 0, 1), (2, 1, 2, 2, 0, 1), (1, 1, 1), (2, 2, 0, 1), (2, 0, 1), (), (1,)]
    found = matrix(people, asked | {"date_to": date_to})
    assert found == triangle(dict(enumerate(rows)), 7)


CAME = {"p1": (0, 3, 4), "p2": (0, 1), "p3": (1, 2, 3), "p4": (3, 4), "p5": (4,)}
THRICE = {"p1": (0, 3, 4, 4, 4), "p2": (0, 1), "p3": (1, 2, 3, 3, 3), "p4": (3, 4), "p5": (4,)}


@pytest.mark.parametrize(
    ("days", "asked", "rows"),
    [
        (CAME, {"total_intervals": 5}, [(2, 1, 1), (1, 1), (3, 2), (3,)]),
        (CAME, {"total_intervals": 6}, [(2, 2, 1, 1, 1), (2, 1, 1), (1, 1), (3, 2), (3,)]),
        (THRICE, {"total_intervals": 5, "minimum_occurrences": 3},
         [(2, 1, 1), (1, 1), (3, 1), (3,)]),
    ],
)  # fmt: skip
def test_on_or_after_counts_a_later_return_once_in_each_period_before(days, asked, rows):
    people = {person: [("visit", day) for day in own] for person, own in days.items()}
    found = matrix(people, asked | {"date_to": "2020-06-15", "return": "on_or_after"})
    assert found == triangle(dict(enumerate(rows)), asked["total_intervals"])


def marked(*places: int) -> dict[str, list[Deed]]:
    """Both, with the property `t` at these places of Ann's deeds."""
    ann = [("visit", day, {"t": 1} if n in places else {}) for n, day in enumerate(ANN)]
    return BOTH | {"ann": ann}


@pytest.mark.parametrize(
    ("places", "asked", "told"),
    [
        ((0,), {"side": "start"}, {0: (1, 1, 1, 0, 0, 1, 1)}),
        ((2, 3), {"side": "start", "retention_type": "first_time"}, {2: (1, 0, 0, 1, 1)}),
        ((1,), {"side": "return"}, {0: (1, 1), 1: (2,), 2: (2,), 3: (1,), 5: (1,), 6: (2,)}),
        (
            (3,),
            {"side": "return", "retention_type": "first_time"},
            {0: (1, 0, 0, 0, 0, 1), 1: (1,)},
        ),
    ],
)
def test_conditions_may_be_on_the_start_or_on_the_return_alone(places, asked, told):
    asked = dict(asked)
    asked[f"{asked.pop('side')}_where"] = [{"prop": "t", "op": "is_set"}]
    found = matrix(marked(*places), asked | {"total_intervals": 11, "date_to": "2020-06-20"})
    assert found == triangle(told, 11)


@pytest.mark.parametrize("key", ["where", "start_where"])
def test_conditions_on_persons_leave_their_own_rows(key):
    asked = {"total_intervals": 7, "date_to": "2020-06-16", "return_event": "visit"}
    where = {key: [{"person_prop": "mail", "op": "=", "value": ["a@x"]}]}
    told = run(BOTH, asked | where, {"ann": {"mail": "a@x"}, "bob": {"mail": "b@x"}})
    rows = {0: (1, 1, 1, 0, 0, 1, 1), 1: (1, 1, 0, 0, 1, 1), 2: (1, 0, 0, 1, 1), 5: (1, 1), 6: (1,)}
    assert told["matrix"] == triangle(rows, 7)


SHOPPERS = {
    "ann": [("visit", 0), ("visit", 1), ("visit", 2), ("visit", 3), ("buy", 5), ("buy", 6)],
    "bob": [("visit", 0), ("visit", 1), ("visit", 2), ("visit", 3), ("buy", 5)],
    "cat": [("visit", 5)],
}


@pytest.mark.parametrize(
    ("start", "back", "rows"),
    [
        ("visit", "buy", {0: (2, 0, 0, 0, 0, 2, 1), 1: (2, 0, 0, 0, 2, 1), 2: (2, 0, 0, 2, 1),
                          3: (2, 0, 2, 1), 5: (1,)}),
        (None, None, {0: (2, 2, 2, 2, 0, 2, 1), 1: (2, 2, 2, 0, 2, 1), 2: (2, 2, 0, 2, 1),
                      3: (2, 0, 2, 1), 5: (3, 1), 6: (1,)}),
    ],
)  # fmt: skip
def test_starting_and_returning_may_be_different_events(start, back, rows):
    asked = {"total_intervals": 7, "date_to": "2020-06-16T06:00:00"}
    asked |= {"start_event": start, "return_event": back}
    assert matrix(SHOPPERS, asked) == triangle(rows, 7)


@pytest.mark.parametrize("back", [None, "buy"])
def test_what_came_before_the_first_start_is_no_return(back):
    people = {"ann": [("visit", 0), ("visit", 1), ("visit", 2), ("buy", 2), ("buy", 3)]}
    asked = {"retention_type": "first_time", "start_event": "buy", "return_event": back}
    found = matrix(people, asked | {"total_intervals": 4, "date_to": "2020-06-12"})
    assert found == triangle({3: (1,)}, 4)


@pytest.mark.parametrize("source", ["prop", "person_prop"])
def test_groups_have_matrices_of_their_own(source):
    firms = {"p1": "Apple", "p2": "Google", "p3": "Apple", "p4": "Stripe"}
    days = {"p1": (0, 1, 3), "p2": (0, 1, 4), "p3": (0, 2), "p4": (0, 5)}
    people = {p: [("visit", day, {"firm": firms[p]}) for day in own] for p, own in days.items()}
    asked = {"total_intervals": 6, "date_to": "2020-06-15", "breakdown": {source: "firm"}}
    told = run(people, asked, {person: {"firm": firm} for person, firm in firms.items()})
    found = {value: own["matrix"] for value, own in told["by_breakdown"].items()}
    assert found == {
        "Apple": triangle({0: (2, 1, 1, 1), 1: (1, 0, 1), 2: (1,), 3: (1,)}, 6),
        "Google": triangle({0: (1, 1, 0, 0, 1), 1: (1, 0, 0, 1), 4: (1,)}, 6),
        "Stripe": triangle({0: (1, 0, 0, 0, 0, 1), 5: (1,)}, 6),
    }


def test_a_return_without_the_value_is_none_of_its_group():
    people = {"ann": [("visit", 0, {"c": "x"}), ("buy", 1)], "bob": [("visit", 0, {"c": "x"})]}
    asked = {"total_intervals": 2, "date_to": "2020-06-11", "return_event": "buy"}
    told = run(people, asked | {"breakdown": {"prop": "c"}})
    assert told["by_breakdown"]["x"]["matrix"] == [[2, 0], [0]]
