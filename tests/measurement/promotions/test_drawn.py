"""Randomised promotions judged from sums that can be added up by hand."""

import pytest

from measurement.promotions import judge_promotion
from tests.measurement.promotions.given import NOTHING, START, arm, promotion


def codes(told: dict) -> set[str]:
    return {words["code"] for words in told["warnings"]}


def test_net_profit_is_what_the_arm_won_less_what_it_cost():
    one = promotion(arm("control", 1000, 200), arm("coupon", 1000, 300, cost=4000.0))
    (told,) = judge_promotion(one, NOTHING)
    # (30 - 20) yuan a person x 1000 - 4000
    assert told["net_profit"]["value"] == pytest.approx(6000)
    assert (told["verdict"], told["method"]) == ("scale", "randomised")
    assert told["firsts"]["value"] == pytest.approx(100)
    assert told["cost_per_first"][0] == pytest.approx(40)


def test_each_arm_has_a_verdict_and_its_share_of_the_activitys_cost():
    arms = arm("control", 1000, 200), arm("big", 500, 200, cost=9e4), arm("small", 500, 150)
    big, small = judge_promotion(promotion(*arms, activity_cost=1000.0), NOTHING)
    assert [told["activity_cost"] for told in (big, small)] == [500.0, 500.0]
    # 0.4 and 0.3 of 500 people bought against 0.2: 100 and 50 buyers of 100 yuan
    assert big["net_profit"]["value"] == pytest.approx(10_000 - 90_000 - 500)
    assert small["net_profit"]["value"] == pytest.approx(5_000 - 500)
    assert (big["verdict"], small["verdict"]) == ("fix", "scale")


def test_an_order_during_that_is_missing_after_was_borrowed():
    arms = (
        arm("control", 1000, 200, firsts_later=600.0),
        arm("coupon", 1000, 400, cost=1000.0, firsts_later=400.0),
    )
    (told,) = judge_promotion(promotion(*arms), NOTHING)
    # -0.2 first investors a person over 30 days against +0.2 over 10
    assert told["persistence"] == pytest.approx(-1 / 3)
    assert told["is_borrowed"]
    assert "borrowed" in codes(told)


def test_further_orders_that_only_came_earlier_were_borrowed_too():
    counts = {"further_during": 200.0, "further_later": 600.0}
    moved = {"further_during": 400.0, "further_later": 400.0}
    control, coupon = (
        arm(name, 1000, 100, **told, **{f"{key}_squared": value for key, value in told.items()})
        for name, told in (("control", counts), ("coupon", moved))
    )
    (told,) = judge_promotion(promotion(control, coupon), NOTHING)
    assert told["persistence"] == pytest.approx(-1 / 3)
    assert told["is_borrowed"]


def test_a_difference_that_chance_explains_was_not_borrowed():
    arms = arm("control", 1000, 200, firsts_later=200.0), arm("coupon", 1000, 201, firsts_later=198)
    (told,) = judge_promotion(promotion(*arms), NOTHING)
    assert not told["is_borrowed"]
    assert codes(told).isdisjoint({"borrowed", "may_have_borrowed", "borrowing_unknown"})


def test_arms_off_the_planned_shares_show_no_effect():
    arms = arm("control", 1000, 200), arm("coupon", 1000, 300)
    (told,) = judge_promotion(promotion(*arms, holdout_share=0.1), NOTHING)
    assert (told["verdict"], told["words"]["code"]) == ("cannot tell", "sample_ratio_blocks")
    assert told["net_profit"] is None


def test_without_a_planned_share_the_ratio_is_said_to_be_unchecked():
    arms = arm("control", 300, 60), arm("coupon", 1000, 300)
    (told,) = judge_promotion(promotion(*arms, holdout_share=None), NOTHING)
    assert told["method"] == "randomised"
    assert "no_plan" in codes(told)


def test_arms_that_changed_half_way_show_no_effect():
    arms = (
        arm("control", 1000, 200, people_early=900),
        arm("coupon", 1000, 300, people_early=100),
    )
    (told,) = judge_promotion(promotion(*arms), NOTHING)
    assert told["words"]["code"] == "changed_half_way"
    # 900 of 1000 early, 100 of 1000 late
    assert "90.0%" in told["words"]["en"]
    assert "10.0%" in told["words"]["zh"]


def test_people_in_two_arms_block_beyond_one_in_a_hundred():
    few = arm("control", 1000, 200, people_in_two_arms=10), arm("coupon", 1000, 300)
    many = arm("control", 1000, 200, people_in_two_arms=50), arm("coupon", 1000, 300)
    (told,) = judge_promotion(promotion(*few), NOTHING)
    assert "in_two_arms" in codes(told)
    (told,) = judge_promotion(promotion(*many), NOTHING)
    assert told["words"]["code"] == "in_two_arms_blocks"


def test_an_arm_of_seven_people_tells_nothing():
    (told,) = judge_promotion(promotion(arm("control", 7, 1), arm("coupon", 7, 5)), NOTHING)
    assert told["words"]["code"] == "few_people"


def test_a_one_day_promotion_with_arms_can_be_judged():
    arms = arm("control", 1000, 200), arm("coupon", 1000, 300, cost=4000.0)
    (told,) = judge_promotion(promotion(*arms, ends_on=START), NOTHING)
    assert told["verdict"] == "scale"


def test_no_cost_recorded_is_no_profit():
    arms = arm("control", 1000, 200), arm("coupon", 1000, 300)
    one = promotion(*arms, activity_cost=None, has_recorded_subsidy=False)
    (told,) = judge_promotion(one, NOTHING)
    assert (told["verdict"], told["words"]["code"]) == ("cannot tell", "no_cost")
    assert told["firsts"]["value"] == pytest.approx(100)
