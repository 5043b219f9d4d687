"""Verdicts on promotions whose profit can be worked out by hand."""

import numpy as np
import pandas as pd
import pytest

from measurement.experiments import analyse
from measurement.profit import Amount, Costs, net_profit, payback_day
from measurement.verdicts import verdict
from measurement.words import say


def drawn(bought_with: int, bought_without: int, each: int = 1000) -> dict:
    """A randomised promotion: so many of 1000 bought in each arm."""
    arms = ["control"] * each + ["coupon"] * each
    bought = [k < bought_without for k in range(each)] + [k < bought_with for k in range(each)]
    table = pd.DataFrame({"user": range(2 * each), "arm": arms, "y": np.array(bought, dtype=int)})
    return analyse(table, "user", "arm", "y")


def costs(subsidy: float | None, revenue: float = 100.0, activity: float = 0.0) -> Costs:
    return Costs(Amount(revenue), subsidy, activity)


def series(mean: float, after: float | None = None) -> dict:
    """What an interrupted series says: 10 days, certain to 10 % of 100."""
    told = {"incremental": mean * 10, "incremental_interval": [mean * 10 - 100, mean * 10 + 100]}
    later = None
    if after is not None:
        later = {
            "incremental": after * 10,
            "incremental_interval": [after * 10 - 100, after * 10 + 100],
        }
    share = after / mean if after is not None else None
    return told | {"after": later, "persistence": share, "refusal": None, "warnings": []}


def test_profit_is_revenue_of_the_extra_investors_less_all_costs():
    net = net_profit(Amount(100, 10), costs(3000, activity=2000))
    # 100 x 100 - 3000 - 2000; se = 100 x 10
    assert net == Amount(5000, 1000)


def test_uncertain_revenue_widens_profit_as_a_product_does():
    net = net_profit(Amount(50, 5), Costs(Amount(20, 2), 0.0))
    rng = np.random.default_rng(1)
    seen = rng.normal(50, 5, 200_000) * rng.normal(20, 2, 200_000)
    assert net is not None
    assert net.se == pytest.approx(seen.std(), rel=0.01)


def test_a_promotion_that_surely_earns_is_scaled():
    told = verdict({"randomised": drawn(300, 200)}, costs(2000))
    # 100 extra investors x 100 yuan - 2000
    assert told["verdict"] == "scale"
    assert told["net_profit"]["value"] == pytest.approx(8000)
    assert told["cost_per_effect"][0] == pytest.approx(20)
    assert told["method"] == "randomised"
    assert "8,000" in told["words"]["en"]
    assert "8,000" in told["words"]["zh"]


@pytest.mark.parametrize("subsidy", [2_000, 30_000, 3_000, 10_100])
def test_the_verdict_names_the_companys_currency(subsidy):
    told = verdict({"randomised": drawn(300, 200)}, Costs(Amount(100), subsidy, currency="USD"))
    assert " USD" in told["words"]["en"]
    assert " USD" in told["words"]["zh"]
    assert "yuan" not in told["words"]["en"]
    assert "元" not in told["words"]["zh"]


def test_one_that_works_but_costs_too_much_is_to_be_fixed():
    told = verdict({"randomised": drawn(300, 200)}, costs(30_000))
    assert told["verdict"] == "fix"
    assert "10,000" in told["words"]["en"]


def test_one_that_loses_without_working_is_stopped():
    assert verdict({"randomised": drawn(205, 200)}, costs(30_000))["verdict"] == "stop"


def test_one_whose_profit_may_be_either_cannot_be_told_and_says_what_it_needs():
    told = verdict({"randomised": drawn(205, 200)}, costs(3_000))
    assert told["verdict"] == "cannot tell"
    # Net -2,500, give or take 3,500.
    assert "About 2 times the people" in told["words"]["en"]


def test_one_that_brought_about_what_it_cost_asks_for_no_impossible_number_of_people():
    told = verdict({"randomised": drawn(205, 200)}, costs(490))
    assert (told["verdict"], told["words"]["code"]) == ("cannot tell", "too_near_zero")
    assert "even 20 times the people" in told["words"]["en"]


def test_a_promotion_without_recorded_cost_has_no_profit():
    told = verdict({"randomised": drawn(300, 200)}, costs(None))
    assert (told["verdict"], told["words"]["code"]) == ("cannot tell", "no_cost")
    assert told["incremental"]["value"] == pytest.approx(100)


def test_the_best_method_that_does_not_refuse_decides_and_the_refusal_is_kept():
    spoilt = analyse(
        pd.DataFrame({"arm": ["control"] * 300 + ["coupon"] * 900, "y": [0, 1] * 600}),
        None,
        "arm",
        "y",
    )
    told = verdict({"series": series(50), "randomised": spoilt}, costs(1000))
    assert told["method"] == "series"
    assert told["not_used"]["randomised"]["code"] == "sample_ratio_blocks"


def test_without_any_evidence_the_verdict_names_what_is_needed():
    told = verdict({}, costs(1000))
    assert (told["verdict"], told["method"]) == ("cannot tell", None)
    assert "random tenth" in told["words"]["en"]


def test_money_borrowed_from_later_counts_against_the_promotion():
    told = verdict({"series": series(50, after=-45)}, costs(1000))
    # (500 - 450) x 100 - 1000
    assert told["net_profit"]["value"] == pytest.approx(4000)
    assert told["persistence"] == pytest.approx(-0.9)
    assert {words["code"] for words in told["warnings"]} == {"borrowed"}


def test_an_overlap_with_another_promotion_is_said():
    told = verdict({"series": series(50)}, costs(0), overlap=0.3)
    assert told["warnings"][0]["en"].startswith("30%")


def test_the_subsidy_is_paid_back_on_the_day_that_reaches_the_costs():
    assert payback_day([1, 2, 3, 4], costs(300)) == 2
    assert payback_day([1, -1], costs(300)) is None
    assert payback_day([9], costs(None)) is None


def test_a_sentence_says_the_same_numbers_in_both_languages():
    words = say({"a": ("{n} people", "{n} 人")}, "a", n=3)
    assert words == {"code": "a", "en": "3 people", "zh": "3 人"}
