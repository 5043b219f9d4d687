"""Promotions for which nobody drew lots, and those that nothing can judge."""

from dataclasses import replace
from datetime import date, timedelta

import pandas as pd
import pytest

from measurement.promotions import Evidence, at_standard_values, daily_effects, judge_promotion
from measurement.promotions.standard import Value
from tests.measurement.promotions.given import (
    AS_OF,
    END,
    NOTHING,
    NOWHERE,
    START,
    arm,
    places,
    promotion,
)

# Cell, treated, people, then mean and variance of the change during, later, earlier, and firsts.
CELLS = [
    (-1, True, 100, 2.0, 1.0, 0.5, 1.0, 0.01, 1.0, 0.3, 0.2),
    (-1, False, 400, 1.0, 1.0, 0.5, 1.0, 0.0, 1.0, 0.1, 0.1),
]


def undrawn(**more: object):
    """A promotion that 100 people were given at its start, and nobody was denied."""
    one = promotion(arm("", 100, 60, cost=500.0), holdout_share=None)
    return replace(one, **more)


def test_people_like_them_stand_in_for_a_control():
    (told,) = judge_promotion(undrawn(), Evidence({"P": CELLS}, NOWHERE))
    assert told["method"] == "matched"
    # 1 yuan a person and day over 10 days, nothing after
    assert told["incremental"]["value"] == pytest.approx(1000)
    assert told["net_profit"]["value"] == pytest.approx(500)
    assert told["firsts"]["value"] == pytest.approx(20)


def test_people_who_got_it_by_acting_have_nobody_like_them():
    (told,) = judge_promotion(undrawn(share_at_once=0.2), Evidence({"P": CELLS}, places(1, 0.0)))
    assert told["not_used"]["matched"]["code"] == "came_by_acting"
    assert told["method"] == "series"


def test_people_who_had_just_joined_have_nobody_like_them():
    joined = [(-2, True, 300, *CELLS[0][3:]), *CELLS]
    (told,) = judge_promotion(undrawn(), Evidence({"P": joined}, places(1, 0.0)))
    assert told["not_used"]["matched"]["code"] == "unmatched_blocks"


def test_a_one_day_promotion_without_control_cannot_be_told():
    one = undrawn(ends_on=START, window_ends_on=START + timedelta(30))
    (told,) = judge_promotion(one, Evidence({"P": CELLS}, places(1, 0.0)))
    assert told["verdict"] == "cannot tell"
    assert {words["code"] for words in told["not_used"].values()} == {"one_day"}


def test_cities_with_it_are_compared_with_a_mix_of_the_others():
    one = promotion(cities=("c0",), has_recorded_subsidy=False, activity_cost=100.0)
    (told,) = judge_promotion(one, Evidence({}, places(30, 40.0)))
    assert told["method"] == "geo"
    assert told["incremental"]["value"] == pytest.approx(400, rel=0.2)
    assert len(told["daily"]) == 10


def test_another_promotions_cities_are_no_controls():
    busy = {"P": frozenset({"c0"}), "Q": frozenset(f"c{k}" for k in range(1, 28))}
    one = promotion(cities=("c0",), has_recorded_subsidy=False, activity_cost=100.0)
    (told,) = judge_promotion(one, Evidence({}, replace(places(30, 40.0), busy=busy)))
    assert told["words"]["code"] == "few_controls"


def test_a_city_nobody_invested_from_is_named():
    one = promotion(cities=("Atlantis",), has_recorded_subsidy=False)
    (told,) = judge_promotion(one, Evidence({}, places(9, 0.0)))
    assert "Atlantis" in told["words"]["en"]


def test_without_people_cities_or_dates_it_says_what_to_deliver():
    assert judge_promotion(promotion(), NOTHING)[0]["words"]["code"] == "no_people"
    lost = promotion(starts_on=None)
    assert judge_promotion(lost, NOTHING)[0]["words"]["code"] == "no_dates"
    ahead = promotion(starts_on=AS_OF + timedelta(1), ends_on=AS_OF + timedelta(9))
    assert judge_promotion(ahead, NOTHING)[0]["words"]["code"] == "not_begun"


def test_arms_without_a_control_are_judged_together_and_said_to_be():
    one = promotion(arm("60", 50, 30), arm("100", 50, 30), holdout_share=None)
    (told,) = judge_promotion(one, Evidence({"P": CELLS}, NOWHERE))
    assert (told["arm"], told["people"]) == ("", 100)
    assert "arms_without_control" in {words["code"] for words in told["warnings"]}


def test_a_promotion_that_goes_on_has_the_interval_of_those_who_peek():
    arms = arm("control", 1000, 200), arm("coupon", 1000, 300, cost=4000.0)
    (done,) = judge_promotion(promotion(*arms), NOTHING)
    running = promotion(*arms, as_of=END - timedelta(2), window_ends_on=END - timedelta(2))
    (told,) = judge_promotion(running, NOTHING)
    widths = [one["net_profit"]["interval"][1] - one["net_profit"]["value"] for one in (done, told)]
    assert widths[1] > 1.3 * widths[0]
    assert "still_running" in {words["code"] for words in told["warnings"]}


def test_the_effect_of_a_day_is_the_difference_of_means_times_the_arm():
    days = pd.DataFrame(
        {
            "arm": ["control", "coupon", "coupon"],
            "stat_date": [date(2026, 6, 1), date(2026, 6, 1), date(2026, 6, 2)],
            "revenue": [10.0, 60.0, 20.0],
            "revenue_squared": [100.0, 1800.0, 400.0],
        }
    )
    told = daily_effects(days, {"control": 10, "coupon": 20}, "control")
    # 60 - 1 x 20, then 20
    assert list(told["effect"]) == [40.0, 20.0]
    assert list(told["cumulative"]) == [40.0, 60.0]
    # variances of one: (1800 - 20 x 9) / 19 and (100 - 10) / 9 of revenue per person
    assert told["high"][0] - 40 == pytest.approx(1.96 * 20 * (1620 / 380 + 1.0) ** 0.5, rel=1e-3)


def test_a_day_at_standard_values_counts_units_and_not_their_amounts():
    days = pd.DataFrame(
        {"smallest": [1.0], "larger": [2.0], "again": [3.0], "again_squared": [5.0]}
    )
    worth = {"smallest": Value(1.0, 0, 1), "larger": Value(100.0, 0, 1), "again": Value(10.0, 0, 1)}
    told = at_standard_values(days, worth)
    # 1 x 1 + 2 x 100 + 3 x 10; 1 + 2 x 100^2 + 5 x 10^2
    assert (told["revenue"][0], told["revenue_squared"][0]) == (231.0, 20_501.0)


def test_a_series_in_the_midst_of_another_promotion_tells_nothing():
    (told,) = judge_promotion(
        undrawn(share_at_once=0.2, overlap=0.8), Evidence({"P": CELLS}, places(1, 0.0))
    )
    assert told["verdict"] == "cannot tell"
    assert told["not_used"]["series"]["code"] == "mixed"
