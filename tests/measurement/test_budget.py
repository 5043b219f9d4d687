"""Another split of the budget, against numbers worked out by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measurement.budget import Economics, Week, best_split, difference, economics, outcome, split

SEARCH = Economics("search", 10_000.0, 100.0, 3_000.0, 0.1)
POSTERS = Economics("posters", 10_000.0, 50.0, 1_000.0, 0.2)


def test_four_times_the_spend_at_elasticity_a_half_brings_twice_the_investors():
    found = outcome(SEARCH, 40_000.0, 0.5)
    assert found.first_investments == pytest.approx(200)
    assert found.revenue == pytest.approx(6_000)
    assert found.average_cac == pytest.approx(200)
    assert found.marginal_cac == pytest.approx(400)
    assert (found.low, found.high) == pytest.approx((200 - 39.199, 200 + 39.199), abs=0.01)


def test_at_the_spend_of_its_cohorts_a_channel_brings_what_they_brought():
    assert outcome(SEARCH, 10_000.0, 0.7).first_investments == pytest.approx(100)


def test_without_spend_a_channel_brings_nobody_and_has_no_cost():
    found = outcome(SEARCH, 0.0, 0.5)
    assert (found.first_investments, found.average_cac, found.marginal_cac) == (0.0, None, None)


def test_a_month_is_thirty_days_of_the_weeks_of_entry():
    # 10 weeks are 70 days: 7/3 months. 7,000 yuan and 70 investors are 3,000 and 30 a month.
    found = economics("search", [Week(700.0, 7, 21.0)] * 10)
    assert found is not None
    assert (found.spend, found.first_investments) == pytest.approx((3_000, 30))
    assert found.revenue == pytest.approx(90)
    assert found.relative_error == 0


def test_weeks_that_differ_widen_the_error():
    # Rate 0.01 a yuan; every week misses by 2: 10/9 x 10 x 4 = 44.44, root 6.667 of 50 investors.
    found = economics("search", [Week(500.0, 7, 0.0), Week(500.0, 3, 0.0)] * 5)
    assert found is not None
    assert found.relative_error == pytest.approx(6.6667 / 50, abs=1e-4)


@pytest.mark.parametrize(
    "weeks",
    [
        [Week(500.0, 10, 0.0)] * 7,
        [Week(500.0, 2, 0.0)] * 10,
        [Week(0.0, 10, 0.0)] * 10,
    ],
)
def test_too_few_weeks_investors_or_yuan_say_nothing(weeks):
    assert economics("search", weeks) is None


def test_moving_money_counts_only_the_uncertainty_of_what_moves():
    now = {"search": 10_000.0, "posters": 10_000.0}
    planned = {"search": 14_400.0, "posters": 5_625.0}
    half = {"search": 0.5, "posters": 0.5}
    # 100 x 1.2 - 100 = 20 more, 50 x 0.75 - 50 = 12.5 fewer; error root(2 x 2 + 2.5 x 2.5) = 3.2016
    more, low, high = difference([SEARCH, POSTERS], now, planned, half)
    assert more == pytest.approx(7.5)
    assert (low, high) == pytest.approx((7.5 - 6.275, 7.5 + 6.275), abs=0.001)
    assert difference([SEARCH, POSTERS], now, now, half) == (0, 0, 0)


def test_the_best_split_makes_the_next_investor_cost_the_same_everywhere():
    now, half = {"search": 10_000.0, "posters": 10_000.0}, {"search": 0.5, "posters": 0.5}
    # Marginal rates are equal where spends are as the squares of 100 and 50: four to one.
    found = best_split([SEARCH, POSTERS], now, half, room=1.0)
    assert found == pytest.approx({"search": 16_000.0, "posters": 4_000.0})
    costs = [outcome(base, found[base.channel], 0.5).marginal_cac for base in (SEARCH, POSTERS)]
    assert costs[0] == pytest.approx(costs[1])


def test_the_best_split_keeps_to_its_room():
    now, half = {"search": 10_000.0, "posters": 10_000.0}, {"search": 0.5, "posters": 0.5}
    found = best_split([SEARCH, POSTERS], now, half, room=0.25)
    assert found == pytest.approx({"search": 12_500.0, "posters": 7_500.0})


def test_a_third_of_a_yuan_is_split_to_the_fen():
    parts = split(Decimal("1.00"), {"a": 1.0, "b": 1.0, "c": 1.0})
    assert sorted(parts.values()) == [Decimal("0.33"), Decimal("0.33"), Decimal("0.34")]


@given(
    st.integers(1, 10**12),
    st.dictionaries(st.text("abcdef", min_size=1), st.floats(0, 1e9), min_size=1, max_size=40),
)
def test_a_split_always_sums_to_its_total(fen, wishes):
    wishes = {**wishes, "z": 1.0}
    total = Decimal(fen) / 100
    parts = split(total, wishes)
    assert sum(parts.values()) == total
    assert min(parts.values()) >= 0


@pytest.mark.parametrize("wishes", [{}, {"a": 0.0}, {"a": 2.0, "b": -1.0}])
def test_a_budget_without_any_wish_is_refused(wishes):
    with pytest.raises(ValueError, match="0 or more"):
        split(Decimal(1), wishes)


def test_an_elasticity_of_one_is_refused_as_nothing_would_diminish():
    with pytest.raises(ValueError, match="elasticity"):
        outcome(SEARCH, 1.0, 1.0)
