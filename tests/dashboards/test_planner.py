"""The planner over the small company: 15,000 yuan bring 60 a month, posters 12,000 and 30."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dashboards.answers import planner as answers
from dashboards.queries import planner as queries
from tests.dashboards.conftest import texts

ELASTICITY = {"baidu_generic": 0.5, "outdoor": 0.5}


def wish(start: str, **changes: float) -> answers.Wish:
    return answers.Wish(Decimal(36_000), ELASTICITY, start, 0.5, changes)


def test_only_entries_old_enough_make_a_months_economics(build):
    base = queries.base(build)
    search, posters = base.channels
    # Twelve whole weeks of the first 90 days: 500 and 400 yuan, 2 and 1 first investors a day.
    assert (search.spend, search.first_investments) == pytest.approx((15_000, 60))
    assert (posters.spend, posters.first_investments) == pytest.approx((12_000, 30))
    assert base.now == {"baidu_generic": 24_000, "outdoor": 12_000}
    assert base.left_out == ()


@pytest.mark.parametrize("start", answers.STARTS)
def test_every_split_sums_to_the_budget(build, start):
    base = queries.base(build)
    made = answers.plan(base, wish(start, outdoor=33.3))
    assert sum(made.planned.values()) == Decimal(36_000)
    frame = answers.rows(base, wish(start), made)
    assert frame["planned"].sum() == pytest.approx(36_000)


def test_ones_own_changes_are_brought_to_the_budget(build):
    made = answers.plan(queries.base(build), wish("own", outdoor=100.0))
    # 24,000 and 24,000 wished for: half of 36,000 each.
    assert set(made.planned.values()) == {Decimal(18_000)}


def test_a_plan_that_takes_everything_away_leaves_todays_split(build):
    made = answers.plan(queries.base(build), wish("own", outdoor=-100.0, baidu_generic=-100.0))
    assert made.planned == made.now


def test_the_address_holds_the_plan_and_odd_values_are_passed_over(open_page):
    address = {"budget": "72000", "plan": "own", "elasticity": "0.5"}
    written = texts(open_page("planner", **address, plan_changes="outdoor:100,nobody:9,outdoor"))
    # 36,000 each instead of 48,000 and 24,000.
    assert "With the same **¥72.0K** for 30 days, moving **¥12.0K**" in written
    assert "elasticity is 0.5" in written
    odd = texts(open_page("planner", budget="-3", plan="x", plan_elasticities="outdoor:7"))
    assert "With the same **¥36.0K**" in odd
    assert "elasticity is 0.7." in odd
