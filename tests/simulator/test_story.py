"""What makes the company believable, in rates that a growth team would recognise."""

import sqlite3
from collections import defaultdict
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pyarrow.parquet as pq
import pytest

pytestmark = pytest.mark.xdist_group("simulator")


@pytest.fixture(scope="module")
def people(company):
    return pq.read_table(company.home / "truth" / "people.parquet").to_pylist()


@pytest.fixture(scope="module")
def effects(company):
    return {row["channel"]: row for row in company.truth("channel_effects.csv")}


@pytest.fixture(scope="module")
def platform(company):
    with sqlite3.connect(company.home / "platform.db") as connection:
        yield connection


def totals(company):
    days = company.truth("growth_daily.csv")
    return {name: sum(int(day[name]) for day in days) for name in list(days[0])[1:]}


def test_each_step_keeps_about_the_share_it_should(company):
    steps = list(totals(company).values())[:6]
    rates = [after / before for before, after in pairwise(steps)]
    for rate, expected in zip(rates, (0.12, 0.69, 0.82, 0.78, 0.87), strict=True):
        assert rate == pytest.approx(expected, abs=0.05)


def test_four_in_ten_investors_come_back_within_four_months(platform):
    orders = "select count(*) from investments where status = 'confirmed' group by user_id"
    counts = [row[0] for row in platform.execute(orders)]
    assert 0.3 < sum(count > 1 for count in counts) / len(counts) < 0.5
    assert max(counts) >= 6


def test_first_investment_comes_days_to_weeks_after_registration(platform):
    lag = """select julianday(min(i.invested_at)) - julianday(u.registered_at) from users u
        join investments i using (user_id) where i.status = 'confirmed' group by user_id"""
    days = sorted(row[0] for row in platform.execute(lag))
    assert days[len(days) // 4] < 2
    assert 2 < days[len(days) // 2] < 10
    assert days[-len(days) // 20] > 12


def test_weekends_are_quieter_than_workdays(company):
    visits = defaultdict(list)
    for day in company.truth("growth_daily.csv"):
        weekday = date.fromisoformat(day["stat_date"]).weekday()
        visits[weekday >= 5].append(int(day["visitors"]))
    mean = {weekend: sum(counts) / len(counts) for weekend, counts in visits.items()}
    assert 0.65 < mean[True] / mean[False] < 0.95


def test_most_of_what_streets_and_papers_sow_is_first_seen_elsewhere(people):
    sown = [one for one in people if one["true_channel"] in ("outdoor", "metro", "newspaper")]
    brand = [one for one in sown if one["first_seen_channel"] == "baidu_brand"]
    assert 0.4 < len(brand) / len(sown) < 0.65


def test_brand_search_claims_more_people_than_it_brings(effects):
    brand = effects["baidu_brand"]
    assert int(brand["first_seen_visitors"]) > 1.6 * int(brand["caused_visitors"])
    assert float(brand["first_touch_incremental_share"]) < 0.75
    assert effects["ocean_engine"]["first_touch_incremental_share"] == "1.0000"
    assert float(effects["fanli"]["last_touch_incremental_share"]) < 0.5


def test_the_affiliate_network_sends_registrations_and_hardly_an_investor(effects):
    def yields(channel):
        row = effects[channel]
        return int(row["caused_first_investments"]) / int(row["caused_registrations"])

    assert int(effects["cpa_network"]["caused_registrations"]) > 250
    assert yields("cpa_network") < 0.06
    assert yields("baidu_generic") > 0.3


def test_junk_registrations_come_at_night(platform, people):
    junk = {one["user_id"] for one in people if one["true_channel"] == "cpa_network"}
    hours = [
        (user, int(at[11:13]))
        for user, at in platform.execute("select user_id, registered_at from users")
    ]

    def night(chosen):
        return sum(2 <= hour < 6 for hour in chosen) / len(chosen)

    assert night([hour for user, hour in hours if user in junk]) > 0.35
    assert night([hour for user, hour in hours if user not in junk]) < 0.05


def test_acquisition_costs_a_few_hundred_yuan_and_differs_by_channel(company, effects):
    spend = defaultdict(Decimal)
    for row in company.truth("spend_daily.csv"):
        spend[row["channel"]] += Decimal(row["spend_amount"])
    assert 150 < sum(spend.values()) / totals(company)["first_investments"] < 600

    def cost(channel):
        return spend[channel] / max(int(effects[channel]["caused_first_investments"]), 1)

    costs = [cost(name) for name in ("baidu_generic", "newspaper", "ocean_engine", "cpt_portal")]
    assert max(costs) > 2 * min(costs)
    assert all(100 < one < 2_500 for one in costs)


def test_bonus_hunters_invest_the_minimum_once_with_a_coupon_and_leave(platform, people):
    hunters = {one["user_id"] for one in people if one["is_bonus_hunter"]}
    orders = platform.execute(
        "select user_id, amount, coupon, product_id from investments order by invested_at"
    )
    found = [row for row in orders if row[0] in hunters]
    assert len(found) > 20
    assert {row[1:] for row in found} == {(100, 20, "P007")}
    assert len({row[0] for row in found}) == len(found)
    gone = {row[0] for row in platform.execute("select user_id from withdrawals")}
    matured = platform.execute("select user_id from repayments where paid_at < '2026-06-29'")
    assert {row[0] for row in matured} & hunters <= gone


def test_robots_have_no_account_and_no_channel(people):
    robots = [one for one in people if one["is_bot"]]
    assert len(robots) == 300
    assert {(one["user_id"], one["true_channel"]) for one in robots} == {(None, None)}


def test_some_accounts_live_in_the_app_alone_and_carry_a_code(platform, people):
    silent = {one["user_id"] for one in people if one["user_id"] and not one["anonymous_ids"]}
    codes = platform.execute("select user_id, channel_code from users")
    carried = [code for user, code in codes if user in silent]
    assert len(carried) > 30
    assert all(carried)
    known = {"CAM", "EVT", "OUT", "NEW", "MET", "MER", "MED", "VEH", "ZZZ"}
    assert {code[:3] for code in carried} <= known


def test_the_newcomer_coupon_wins_some_and_the_coupon_week_only_borrows(company):
    new, week, packets = company.truth("promotions.csv")
    assert int(new["incremental_first_investments"]) > 50
    assert 0.8 < int(new["treated"]) / (int(new["treated"]) + int(new["control"])) < 0.9
    assert int(week["moved_orders"]) > 3
    assert int(week["incremental_first_investments"]) == 0
    assert Decimal(week["net_profit"]) == Decimal(week["incremental_revenue"]) - int(week["cost"])
    # What it drew into the days that count is less than what it moved at a whole year's fee.
    assert 0 <= Decimal(week["incremental_revenue"]) < Decimal(week["moved_amount"]) / 10
    assert Decimal(packets["cost"]) > 0


def test_visitors_are_about_as_many_as_asked_for(company):
    assert company.report.visitors == pytest.approx(20_000, rel=0.02)
