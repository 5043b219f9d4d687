"""The truth, reckoned again from the delivered files by code that knows no simulator."""

import csv
import json
from datetime import date, timedelta
from decimal import Decimal

import pytest

from ingest.simulator import simulate
from tests.e2e.reckon_payables import grouped, payables
from tests.e2e.reckon_people import growth
from tests.e2e.reckon_spend import all_spend
from tests.simulator.conftest import END, Simulated

pytestmark = pytest.mark.xdist_group("simulator")

DAYS = 20
STEPS = ("visitors", "registrations", "verifications", "card_bounds", "fundings")
STEPS += ("first_investments", "invested_amount")


def assert_spend_is_true(one: Simulated, last_day):
    told = {
        (row["stat_date"], row["channel"], row["spend_type"]): Decimal(row["spend_amount"])
        for row in one.truth("spend_daily.csv")
    }
    assert told == all_spend(one.home / "inbox", one.home / "platform.db", last_day)


def assert_growth_is_true(one: Simulated):
    found = growth(one.home / "inbox", one.home / "platform.db")
    for row in one.truth("growth_daily.csv"):
        told = {step: int(row[step]) for step in STEPS}
        assert told == {step: getattr(found, step).get(row["stat_date"], 0) for step in STEPS}


def test_spend_per_day_channel_and_type_is_that_of_the_files(company):
    assert_spend_is_true(company, END)


def test_people_and_money_per_day_are_those_of_the_files(company):
    assert_growth_is_true(company)


@pytest.mark.parametrize("day", [0, 6, 9, 11, 13, 15, 18])
def test_the_truth_knows_no_more_than_what_was_delivered(tmp_path, day):
    until = END - timedelta(days=DAYS - 1 - day)
    one = Simulated(tmp_path, simulate(tmp_path, 300, DAYS, 7, END, deliver_until=until))
    assert_spend_is_true(one, until)
    assert_growth_is_true(one)
    assert max(row["stat_date"] for row in one.truth("growth_daily.csv")) == str(until)


def test_on_the_day_of_the_half_written_events_other_trackers_say_how_far_data_reaches(
    tmp_path, tiny
):
    broken = tiny.delivered("events", "broken")[0].name
    until = END - timedelta(days=DAYS - 1 - int(0.62 * DAYS))
    assert f"{until:%Y%m%d}" in broken
    one = Simulated(tmp_path, simulate(tmp_path, 300, DAYS, 7, END, deliver_until=until))
    assert f"sensors_{until:%Y%m%d}.jsonl.gz" in one.files("sensors")
    assert_spend_is_true(one, until)
    days = {
        row["stat_date"] for row in one.truth("spend_daily.csv") if row["spend_type"] == "contract"
    }
    assert max(days) == str(until)


@pytest.mark.parametrize(
    ("visitors", "days", "seed", "end"),
    [
        (1, 1, 0, date(2030, 1, 1)),
        (40, 14, 1, date(2026, 10, 8)),
        (300, 15, 2, date(2024, 2, 29)),
        (500, 200, 3, date(2026, 3, 1)),
    ],
)
def test_other_sizes_seeds_and_years_tell_the_truth_too(tmp_path, visitors, days, seed, end):
    one = Simulated(tmp_path, simulate(tmp_path, visitors, days, seed, end))
    assert_spend_is_true(one, end)
    assert_growth_is_true(one)


def test_totals_are_the_sums_of_the_days(company):
    totals = json.loads((company.home / "truth" / "totals.json").read_text())
    spend = sum(Decimal(row["spend_amount"]) for row in company.truth("spend_daily.csv"))
    assert Decimal(totals["spend_amount"]) == spend
    for step in STEPS:
        days = [int(row[step]) for row in company.truth("growth_daily.csv")]
        assert totals[step] == sum(days)
    assert company.report.visitors == totals["visitors"]


def test_every_type_of_spend_occurs(company):
    types = {row["spend_type"] for row in company.truth("spend_daily.csv")}
    wanted = {"media", "contract", "partner", "activity", "coupon", "red_packet", "invite_reward"}
    assert types == wanted


def test_the_deliveries_file_lists_exactly_what_lies_in_the_inbox(company):
    listed = {(row["source"], row["file"]) for row in company.truth("deliveries.csv")}
    lying = {
        (path.parent.name, path.name)
        for path in (company.home / "inbox").rglob("*")
        if path.is_file()
    }
    assert listed == lying
    assert len(listed) == company.report.files


def test_csv_files_of_the_truth_are_plain(company):
    for path in (company.home / "truth").glob("*.csv"):
        header, *rows = list(csv.reader(path.open(encoding="utf-8")))
        assert rows
        assert all(len(row) == len(header) for row in rows)


def test_partners_earn_what_contracts_and_platform_rows_give(company):
    told = {
        (row["partner"], row["month"], row["event_type"], row["payable_state"]): (
            int(row["events"]),
            Decimal(row["accrued_amount"]),
            Decimal(row["owed_amount"]),
        )
        for row in company.truth("partner_payables.csv")
    }
    assert told == grouped(company.home / "inbox", company.home / "platform.db", END)


def test_people_of_every_partner_occur_and_months_fill_up(company):
    owners = company.truth("partner_owners.csv")
    partners = {"cpa_network", "yiqifa", "fanli", "wdzj", "wdty", "xicai"}
    assert {row["partner"] for row in owners} == {"", *partners}
    assert {row["is_new"] for row in owners if row["partner"] == "fanli"} == {"0", "1"}
    network = [
        row
        for row in payables(company.home / "inbox", company.home / "platform.db")
        if row.partner == "cpa_network"
    ]
    assert 0 in {one.fen for one in network}
