"""Verdicts of a run over the simulated company, against its files and its truth."""

import csv

import duckdb
import pytest

from orchestration import promotion_verdicts
from tests.troubled import TROUBLES

pytestmark = pytest.mark.xdist_group("company")


@pytest.fixture(scope="module")
def published(company):
    with duckdb.connect(str(company.serving.resolve()), read_only=True) as connection:
        yield lambda sql: connection.execute(sql).fetchall()


def truth(company) -> dict[str, dict[str, str]]:
    with (company.truth / "promotions.csv").open(encoding="utf-8") as file:
        return {row["promotion_id"]: row for row in csv.DictReader(file)}


def test_a_run_publishes_a_verdict_for_every_promotion(published):
    found = dict(published("select promotion_id, method from fct_promotion_verdicts"))
    troubled = {one.promotion_id for one in TROUBLES}
    assert set(found) == {"PROMO-NEW", "PROMO-WEEK", "PROMO-PACKET"} | troubled
    assert found["PROMO-NEW"] == found["PROMO-WEEK"] == "randomised"
    assert found["PROMO-PACKET"] != "randomised"


def test_the_ledger_costs_what_the_truth_says_and_holds_both_arms(published, company):
    rows = published(
        "select promotion_id, sum(cost_amount), sum(people_exposed), sum(people_held_out) "
        "from fct_promotion_ledger where promotion_id like 'PROMO-%' group by 1"
    )
    told = truth(company)
    for promotion_id, cost, exposed, held_out in rows:
        if promotion_id != "PROMO-PACKET":
            assert exposed == int(told[promotion_id]["treated"])
            assert held_out == int(told[promotion_id]["control"])
        assert float(cost) == pytest.approx(float(told[promotion_id]["cost"]))


def test_the_plans_holdout_share_is_the_one_that_was_drawn(published):
    of_story = "where promotion_id like 'PROMO-%'"
    shares = dict(published(f"select promotion_id, holdout_share from dim_promotions {of_story}"))
    assert shares == {"PROMO-NEW": 0.15, "PROMO-WEEK": 0.2, "PROMO-PACKET": None}


def test_intervals_hold_the_true_net_profit(published, company):
    rows = published(
        "select promotion_id, net_low, net_high from fct_promotion_verdicts "
        "where method = 'randomised' and promotion_id like 'PROMO-%'"
    )
    for promotion_id, low, high in rows:
        assert low <= float(truth(company)[promotion_id]["net_profit"]) <= high


def test_packets_given_for_verifying_are_not_matched_with_anybody(published):
    ((words,),) = published(
        "select not_used_en from fct_promotion_verdicts where promotion_id = 'PROMO-PACKET'"
    )
    assert "got it when they did something" in words


def test_the_same_sums_give_the_same_verdicts(company, published):
    with duckdb.connect(str(company.warehouse), read_only=True) as connection:
        rows = promotion_verdicts.measured(connection, {})["fct_promotion_verdicts"]
    again = {f"{row['promotion_id']}{row['arm']}": row["net_profit"] for row in rows}
    told = dict(published("select promotion_id || arm, net_profit from fct_promotion_verdicts"))
    known = {name: profit for name, profit in again.items() if profit is not None}
    assert told.keys() == again.keys()
    assert {name: told[name] for name in known} == pytest.approx(known, rel=1e-8)
