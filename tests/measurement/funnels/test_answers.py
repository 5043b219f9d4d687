"""What an answer tells: times, groups, entry periods, persons."""

import pandas as pd
import pytest

from measurement.funnels import FunnelDefinitionError, compare, run
from tests.measurement.funnels.stories import days, hours, journeys, steps

HOUR = 3600


def answer(people, names, timezone="UTC", persons=None, **definition):
    return run(journeys(people), steps(names, **definition), persons, timezone)


def test_times_come_from_the_first_conversion():
    deeds = [("visit", 0), ("register", 2), ("visit", 5), ("register", 6)]
    told = answer({"ann": deeds, "bob": [("visit", 0), ("register", 4)]}, "visit register")
    assert told["average_conversion_seconds"] == [None, 3 * HOUR]
    assert told["median_conversion_seconds"] == [None, 3 * HOUR]
    assert told["persons_at_step"] == {"1": ["ann", "bob"], "2": ["ann", "bob"]}


def test_a_required_step_is_timed_from_the_required_one_before():
    told = answer({"ann": [("visit", 0), ("search", 1), ("invest", 3)]}, "visit search? invest")
    assert told["average_conversion_seconds"] == [None, HOUR, 3 * HOUR]


def test_rates_have_wilson_intervals():
    people = {f"p{n}": [("visit", 0), ("register", 1)][: 1 + n % 2] for n in range(20)}
    told = answer(people, "visit register")
    assert told["rates"] == {"overall": [1.0, 0.5], "step": [1.0, 0.5]}
    assert told["intervals"]["overall"][1] == pytest.approx((0.2993, 0.7007), abs=5e-5)


BROWSERS = {
    "ann": [("visit", 0, {"b": "C"}), ("register", 1)],
    "bob": [("visit", 0), ("register", 1, {"b": "S"})],
    "cat": [("visit", 0, {"b": "C"}), ("register", 1, {"b": "S"})],
    "dan": [("visit", 0)],
}


@pytest.mark.parametrize(
    ("attribution", "groups"),
    [
        ("first_touch", {"": [1, 0], "C": [2, 2], "S": [1, 1]}),
        ("last_touch", {"": [1, 0], "C": [1, 1], "S": [2, 2]}),
        ("step:0", {"": [2, 1], "C": [2, 2]}),
        ("step:1", {"": [1, 1], "S": [2, 2]}),
        ("all", {"": [2, 0], "C": [2, 0]}),
    ],
)
def test_a_breakdown_value_comes_from_the_event_that_tells_it(attribution, groups):
    breakdown = {"prop": "b", "attribution": attribution}
    assert answer(BROWSERS, "visit register", breakdown=breakdown)["by_breakdown"] == groups


def test_with_step_attribution_a_person_may_stand_in_several_groups():
    people = {"ann": [("visit", 0, {"b": "C"}), ("visit", 1, {"b": "S"}), ("register", 2)]}
    breakdown = {"prop": "b", "attribution": "step:0"}
    told = answer(people, "visit register", breakdown=breakdown)
    assert told["by_breakdown"] == {"C": [1, 1], "S": [1, 1]}
    assert told["counts"] == [1, 1]


def test_groups_by_a_property_of_persons_and_by_two_properties_at_once():
    persons = {"ann": {"city": "Wuhan", "age": 30}, "bob": {"city": "Wuhan"}}
    people = {name: [("visit", 0)] for name in ("ann", "bob", "cat")}
    told = answer(people, "visit", persons=persons, breakdown={"person_prop": "city"})
    assert told["by_breakdown"] == {"": [1], "Wuhan": [2]}
    both = {"person_prop": ["city", "age"]}
    told = answer(people, "visit", persons=persons, breakdown=both)
    assert told["by_breakdown"] == {"": [1], "Wuhan::": [1], "Wuhan::30": [1]}


def test_two_groups_are_compared_with_an_interval_of_their_difference():
    people = {
        f"a{n}": [("visit", 0, {"b": "A"}), ("register", 1)][: 1 + (n < 56)] for n in range(70)
    }
    people |= {
        f"b{n}": [("visit", 0, {"b": "B"}), ("register", 1)][: 1 + (n < 48)] for n in range(80)
    }
    told = compare(answer(people, "visit register", breakdown={"prop": "b"}), "A", "B")
    assert told["differences"][1] == pytest.approx(0.2)
    assert told["intervals"][1] == pytest.approx((0.0524, 0.3339), abs=5e-5)
    with pytest.raises(FunnelDefinitionError, match="the groups are 'A', 'B'"):
        compare(answer(people, "visit", breakdown={"prop": "b"}), "A", "X")


def rows(told):
    return [
        (row["period"], row["reached_from"], row["reached_to"]) for row in told["by_entry_period"]
    ]


def test_a_trend_counts_a_person_once_in_each_period_of_entry():
    deeds = [("visit", 1), ("visit", 2), ("register", 30), ("visit", 26)]
    span = {"date_from": "2026-05-01", "date_to": "2026-05-03"}
    told = answer({"ann": deeds}, "visit register", window=days(2), interval="day", **span)
    assert rows(told) == [("2026-05-01", 1, 1), ("2026-05-02", 1, 1), ("2026-05-03", 0, 0)]
    assert told["immature_periods"] == ["2026-05-02", "2026-05-03"]
    assert told["by_entry_period"][0]["conversion_rate_pct"] == 100


def test_a_trend_without_an_order_counts_any_steps_as_the_first_ones():
    people = {"ann": [("invest", 1), ("visit", 2)]}
    told = answer(
        people, "visit register invest", order="unordered", interval="day", from_step=0, to_step=1
    )
    assert rows(told) == [("2026-05-01", 1, 1)]


def test_days_are_those_of_the_time_zone():
    people = {"ann": [("visit", 17)]}
    told = answer(people, "visit", "Asia/Shanghai", interval="day")
    assert rows(told) == [("2026-05-02", 1, 1)]
    span = {"date_from": "2026-05-01", "date_to": "2026-05-01"}
    assert answer(people, "visit", "Asia/Shanghai", **span)["counts"] == [0]


def test_the_day_on_which_clocks_change_has_its_23_hours():
    span = {"date_from": "2026-03-29", "date_to": "2026-03-29", "interval": "hour"}
    told = answer({"ann": [("visit", 0)]}, "visit", "Europe/Berlin", **span)
    assert len(told["by_entry_period"]) == 23
    assert [row[0][-2:] for row in rows(told)][:3] == ["00", "01", "03"]


@pytest.mark.parametrize(("start", "period"), [("Monday", "2026-04-27"), ("sunday", "2026-04-26")])
def test_weeks_begin_where_they_are_told_to(start, period):
    told = answer({"ann": [("visit", 0)]}, "visit", interval="week", week_start=start)
    assert rows(told) == [(period, 1, 1)]


def test_times_to_convert_stand_in_bins_of_equal_width():
    people = {f"p{n}": [("visit", 0), ("register", n)] for n in (1, 2, 5)}
    told = answer(people, "visit register", from_step=0, to_step=1, bin_count=2)
    assert told["conversion_seconds"] == [HOUR, 2 * HOUR, 5 * HOUR]
    assert told["bins"] == [[HOUR, 2], [3 * HOUR, 0], [5 * HOUR, 1]]
    assert told["average_conversion_seconds"] == pytest.approx(8 * HOUR / 3)


def test_a_funnel_of_groups_counts_each_group_once():
    people = {
        "ann": [("visit", 0, {"firm": "x"})],
        "bob": [("register", 1, {"firm": "x"})],
        "cat": [("visit", 0)],
    }
    told = answer(people, "visit register", aggregate_by="props.firm")
    assert told["counts"] == [1, 1]
    assert told["persons_at_step"]["1"] == ["x"]


def test_only_events_that_pass_the_filter_of_the_whole_funnel_count():
    people = {"ann": [("visit", 0, {"t": 1}), ("register", 1)]}
    where = [{"prop": "t", "op": "=", "value": 1}]
    assert answer(people, "visit register", where=where, window=hours(2))["counts"] == [1, 0]


def test_lists_of_persons_are_left_out_beyond_the_limit():
    told = run(
        journeys({"ann": [("visit", 0)], "bob": [("visit", 0)]}), steps("visit"), most_persons=1
    )
    assert "persons_at_step" not in told
    assert told["counts"] == [2]


def test_a_trend_without_events_has_the_periods_asked_for_or_none():
    asked = steps("visit", interval="day")
    assert run(pd.DataFrame([]), asked)["by_entry_period"] == []
    span = {"date_from": "2026-05-01", "date_to": "2026-05-02"}
    assert [row["period"] for row in run(journeys({}), asked | span)["by_entry_period"]] == [
        "2026-05-01",
        "2026-05-02",
    ]
    late = asked | {"date_to": "2026-04-01"}
    assert run(journeys({"ann": [("visit", 0)]}), late)["by_entry_period"] == []
