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


def test_an_arm_that_began_late_or_ended_early_is_named():
    arms = (
        arm("control", 1000, 200, people_early=500),
        arm("coupon", 1000, 300, people_early=500),
    )
    late = promotion(*arms, arm("packet", 500, 90, people_early=0))
    told = judge_promotion(late, NOTHING)
    assert {one["words"]["code"] for one in told} == {"began_late"}
    # 500 of 1500 people of the second half
    assert "packet was added in the second half of its days and got 33.3%" in told[0]["words"]["en"]
    early = promotion(*arms, arm("packet", 500, 90, people_early=500))
    assert judge_promotion(early, NOTHING)[0]["words"]["code"] == "ended_early"


def test_ids_without_an_account_forbid_an_effect_where_one_arm_has_them():
    arms = arm("control", 1000, 200, people_unknown=100), arm("coupon", 1000, 300)
    (told,) = judge_promotion(promotion(*arms), NOTHING)
    assert (told["verdict"], told["words"]["code"]) == ("cannot tell", "strangers_block")
    assert "10% (control), 0% (coupon)" in told["words"]["en"]
    both = arm("control", 1000, 200, people_unknown=50), arm("coupon", 1000, 300, people_unknown=52)
    (told,) = judge_promotion(promotion(*both), NOTHING)
    assert told["method"] == "randomised"
    assert "strangers" in codes(told)


def test_a_planned_control_that_never_came_is_asked_for():
    (told,) = judge_promotion(promotion(arm("coupon", 1000, 300)), NOTHING)
    assert told["words"]["code"] == "control_missing"
    assert "50%" in told["words"]["zh"]


def test_used_coupons_without_redemptions_have_no_known_cost():
    coupon = arm("coupon", 1000, 300, cost=900.0, coupons_unrecorded=20, coupons_recorded=80)
    (told,) = judge_promotion(promotion(arm("control", 1000, 200), coupon), NOTHING)
    assert (told["words"]["code"], told["net_profit"]) == ("no_cost", None)
    assert "unrecorded" in codes(told)
    few = arm("coupon", 1000, 300, cost=900.0, coupons_unrecorded=1, coupons_recorded=99)
    (told,) = judge_promotion(promotion(arm("control", 1000, 200), few), NOTHING)
    assert told["net_profit"]["value"] == pytest.approx(10_000 - 900)


def test_a_gain_of_which_half_cannot_have_been_lost_is_said_to_be_kept():
    arms = (
        arm("control", 10_000, 2000, firsts_later=100.0),
        arm("coupon", 10_000, 3000, firsts_later=100.0),
    )
    (told,) = judge_promotion(promotion(*arms), NOTHING)
    assert "It was not pulled forward" in told["why"]["en"]
    assert "没有提前消费" in told["why"]["zh"]
    assert told["people_to_tell"] is None


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
