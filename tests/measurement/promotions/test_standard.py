"""Revenue at standard values: what a unit is worth, and when amounts speak for themselves."""

from dataclasses import replace

import pytest

from measurement.promotions import judge_promotion, values
from measurement.promotions.parts import ArmSums
from tests.measurement.promotions.given import NOTHING, arm, promotion


def bigger(one: ArmSums, each: float) -> ArmSums:
    """The same buyers, whose orders brought `each` instead of 100 yuan."""
    buyers = one.sums["larger"]
    sums = {**one.sums, "revenue": buyers * each, "revenue_squared": buyers * each**2}
    sums |= {"larger_revenue": buyers * each, "larger_revenue_squared": buyers * each**2}
    return replace(one, sums=sums)


def uneven(one: ArmSums) -> ArmSums:
    """The same buyers and the same revenue, but a spread of 300 yuan between them."""
    squares = one.sums["larger"] * (100.0**2 + 300.0**2)
    sums = {**one.sums, "revenue_squared": squares, "larger_revenue_squared": squares}
    return replace(one, sums=sums)


def test_a_unit_is_worth_the_mean_of_its_kind_over_all_arms():
    found = values([arm("control", 100, 10), bigger(arm("coupon", 100, 30), 200.0)])
    # (10 x 100 + 30 x 200) / 40
    assert found["larger"].mean == pytest.approx(175.0)
    assert found["larger"].count == 40
    assert found["again"].mean == 0.0


def test_uneven_amounts_widen_the_interval_by_what_was_won_and_no_more():
    arms = uneven(arm("control", 1000, 200)), uneven(arm("coupon", 1000, 300))
    (told,) = judge_promotion(promotion(*arms), NOTHING)
    low, high = told["incremental"]["interval"]
    assert told["incremental"]["value"] == pytest.approx(10_000)
    # counts: 100 yuan x 1000 x sqrt((.2 x .8 + .3 x .7) / 999); worth: 100 won of a spread of 300,
    # 300 x sqrt(100 + 100^2 / 500)
    error = (100 * 1000 * (0.37 / 999) ** 0.5) ** 2 + 300**2 * (100 + 100**2 / 500)
    assert (high - low) / 2 == pytest.approx(1.96 * error**0.5, rel=0.01)


def test_orders_that_grew_beyond_chance_are_told_from_the_money_itself():
    arms = arm("control", 1000, 300), bigger(arm("coupon", 1000, 300), 200.0)
    (told,) = judge_promotion(promotion(*arms), NOTHING)
    assert "amounts_moved" in {words["code"] for words in told["warnings"]}
    # nobody more bought, but each brought 100 yuan more
    assert told["incremental"]["value"] == pytest.approx(30_000)


def test_orders_that_grew_as_chance_hardly_explains_leave_both_answers_in_the_interval():
    arms = uneven(arm("control", 1000, 300)), uneven(bigger(arm("coupon", 1000, 300), 180.0))
    (told,) = judge_promotion(promotion(*arms), NOTHING)
    assert "amounts_may_have_moved" in {words["code"] for words in told["warnings"]}
    low, high = told["incremental"]["interval"]
    # money says 300 x 80 yuan more, within 15 thousand; orders say 0, within 1.96 x 2,871 yuan
    assert high == pytest.approx(24_000 + 1.96 * 7_499, rel=0.01)
    assert low == pytest.approx(-1.96 * 2_871, rel=0.01)


def test_an_order_of_the_smallest_size_is_worth_what_such_orders_bring():
    lured = {"larger": 200.0, "larger_revenue": 20_000.0, "larger_revenue_squared": 2e6}
    lured |= {"smallest": 100.0, "smallest_revenue": 100.0, "smallest_revenue_squared": 100.0}
    lured |= {"revenue": 20_100.0, "revenue_squared": 2_000_100.0}
    arms = arm("control", 1000, 200), arm("coupon", 1000, 300, **lured)
    (told,) = judge_promotion(promotion(*arms), NOTHING)
    # a hundred more first investors, of one yuan each
    assert told["firsts"]["value"] == pytest.approx(100)
    assert told["incremental"]["value"] == pytest.approx(100)
