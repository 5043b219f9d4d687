"""Activities judged by the investors won in their cities, at what an investor brings."""

from datetime import date

import pandas as pd
import pytest

from measurement.placement_verdicts import Worth, judge_placements
from measurement.placements import INVESTORS

WORTH = Worth(investors=400, mean=100.0, variance=400.0)


def placement(name: str, city: str = "Xian", cost: float | None = 500.0, **days: date) -> dict:
    start, last = date(2026, 4, 2), date(2026, 4, 8)
    told = {"start_date": start, "watched_until": last, "placement_name": f"The {name}"} | days
    return {"placement_id": name, "city": city, "cost_amount": cost} | told


def lift(name: str, won: float | None, low: float = 0.0, high: float = 0.0) -> dict:
    refused = "Nobody followed." if won is None else None
    bounds = {"incremental": won, "incremental_low": low, "incremental_high": high}
    told = {"placement_id": name, "metric": INVESTORS, "refusal_en": refused, "refusal_zh": refused}
    return told | bounds


def judged(placements: list[dict], lifts: list[dict], worth: Worth | None = WORTH) -> pd.DataFrame:
    found = judge_placements(pd.DataFrame(placements), pd.DataFrame(lifts), worth)
    return found.set_index("placement_id")


def test_net_profit_is_the_investors_won_at_their_worth_less_the_cost():
    row = judged([placement("talk")], [lift("talk", 10.0, 8.0, 12.0)]).loc["talk"]
    # 10 x 100 - 500; standard error of the investors 1.02, of one's worth sqrt(400 (1/400 + 1/10))
    assert (row["verdict"], row["net_profit"]) == ("scale", 500.0)
    assert row["net_low"] == pytest.approx(500 - 1.96 * 122.0, abs=8)
    assert row["cost_per_investor"] == pytest.approx(50)
    assert row["cost_per_investor_high"] == pytest.approx(500 / 8)


def test_investors_that_cost_more_than_they_bring_are_to_be_fixed_and_nobody_is_to_be_stopped():
    lifts = [lift("dear", 10.0, 8.0, 12.0), lift("nobody", 0.0, -1.0, 1.0)]
    found = judged([placement("dear", cost=5000.0), placement("nobody", "Wuhan")], lifts)
    assert found["verdict"].to_dict() == {"dear": "fix", "nobody": "stop"}


def test_a_wide_interval_says_how_many_investors_would_pay():
    row = judged([placement("talk")], [lift("talk", 5.0, -10.0, 20.0)]).loc["talk"]
    assert row["verdict"] == "cannot tell"
    assert "it pays once 5 came" in row["verdict_en"]


def test_a_refused_lift_and_a_missing_cost_are_said_and_have_no_profit():
    lifts = [lift("refused", None), lift("free", 10.0, 8.0, 12.0)]
    found = judged([placement("refused"), placement("free", "Wuhan", None)], lifts)
    assert found.loc["refused", "verdict_en"] == "Nobody followed."
    assert "No cost is recorded" in found.loc["free", "verdict_en"]
    assert found["net_profit"].isna().all()
    assert found.loc["free", "investors"] == 10.0


def test_two_activities_that_begin_in_one_city_at_once_are_not_told_apart():
    both = [placement("talk"), placement("fair", start_date=date(2026, 4, 5))]
    found = judged(both, [lift("talk", 10.0, 8.0, 12.0), lift("fair", 10.0, 8.0, 12.0)])
    assert set(found["verdict"]) == {"cannot tell"}
    assert "The fair began or ended in Xian" in found.loc["talk", "verdict_en"]


def test_a_contract_that_runs_all_the_while_is_part_of_what_was_expected():
    year = {"start_date": date(2026, 1, 1), "watched_until": date(2026, 12, 31)}
    both = [placement("talk"), placement("board") | year]
    found = judged(both, [lift("talk", 10.0, 8.0, 12.0), lift("board", 0.0, -9.0, 9.0)])
    assert found.loc["talk", "verdict"] == "scale"
    assert "The board ran in Xian" in found.loc["talk", "warnings_en"]


def test_without_old_investors_nobody_knows_what_one_brings():
    row = judged([placement("talk")], [lift("talk", 10.0, 8.0, 12.0)], worth=None).loc["talk"]
    assert (row["verdict"], row["investors"]) == ("cannot tell", 10.0)
    assert "old enough" in row["verdict_en"]


@pytest.mark.parametrize(("cost", "verdict"), [(900.0, "cannot tell"), (5_000.0, "fix")])
def test_the_verdict_names_the_companys_currency(cost, verdict):
    dollars = Worth(WORTH.investors, WORTH.mean, WORTH.variance, "USD")
    row = judged([placement("talk", cost=cost)], [lift("talk", 10.0, 8.0, 12.0)], dollars).iloc[0]
    assert row["verdict"] == verdict
    for sentence in (row["verdict_en"], row["verdict_zh"]):
        assert " USD" in sentence
        assert "yuan" not in sentence
        assert "元" not in sentence
