"""A day of spend that keeps moving after it is first reported: June 2026."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from dbt.contracts.graph.manifest import Manifest

from tests.dbt.harness import Company
from tests.dbt.lake import Lake, Rows, merged
from tests.dbt.stories import journeys, spend, visit

pytestmark = pytest.mark.xdist_group("stories")

SOURCE = "moving_ads"
DAY = date(2026, 6, 1)


def reported(cost: str, clicks: str = "10") -> list[dict[str, str]]:
    return [{"campaign_id": "m1", "cost_raw": cost, "clicks": clicks}]


def told(cost: str, at: str, is_complete: bool = True) -> Rows:
    return spend(SOURCE, "2026-06-01", reported(cost), at, is_complete)


STORY = merged(
    told("100.00", "2026-06-02 09:00"),
    told("90.00", "2026-06-04 23:30"),
    told("1.00", "2026-06-05 09:00", is_complete=False),
    told("92.00", "2026-06-20 09:00"),
    spend(SOURCE, "2026-06-02", reported("50.00"), "2026-06-08 09:00"),
    spend(SOURCE, "2026-06-03", reported("7.00"), "2026-06-04 09:00"),
    spend(SOURCE, "2026-06-03", [], "2026-06-06 09:00"),
    spend(
        "micro_ads",
        "2026-06-01",
        [{"campaign_id": n, "cost_raw": "1005000", "cost_unit": "micros"} for n in "abc"],
        "2026-06-02 09:00",
    ),
)


def test_a_day_is_known_at_each_age_as_its_latest_complete_delivery_said(company: Company) -> None:
    found = company.rows(
        "select age_days, spend_amount, moved_spend_amount, moved_clicks from fct_restatements"
        f" where source = '{SOURCE}' and stat_date = date '{DAY}' order by 1"
    )
    # 4 June 23:30 in Shanghai is still the third day after
    assert found == [
        (1, Decimal("100.00"), Decimal("-8.00"), 0),
        (3, Decimal("90.00"), Decimal("2.00"), 0),
        (7, Decimal("90.00"), Decimal("2.00"), 0),
        (30, Decimal("92.00"), Decimal("0.00"), 0),
    ]


def test_money_finer_than_a_fen_adds_up_to_the_total_of_its_delivery(company: Company) -> None:
    # 3 x 1.005 = 3.015, rounded once: 3.02, not 3 x 1.01
    spent = company.rows(
        "select spend_amount from fct_spend_daily where source = 'micro_ads' order by campaign_id"
    )
    assert spent == [(Decimal("1.01"),), (Decimal("1.00"),), (Decimal("1.01"),)]
    restated = "select max(latest_spend_amount) from fct_restatements where source = 'micro_ads'"
    assert company.value(restated) == Decimal("3.02")


def test_nothing_is_known_before_the_first_delivery_and_an_empty_one_takes_the_day_back(
    company: Company,
) -> None:
    found = company.rows(
        "select stat_date, age_days, spend_amount, moved_spend_amount from fct_restatements"
        f" where source = '{SOURCE}' and stat_date > date '{DAY}' and age_days < 30 order by 1, 2"
    )
    second, third = date(2026, 6, 2), date(2026, 6, 3)
    assert found == [
        (second, 1, None, None),
        (second, 3, None, None),
        (second, 7, Decimal("50.00"), Decimal("0.00")),
        (third, 1, Decimal("7.00"), Decimal("-7.00")),
        (third, 3, Decimal("0.00"), Decimal("0.00")),
        (third, 7, Decimal("0.00"), Decimal("0.00")),
    ]


def test_a_report_of_the_past_shows_what_was_known_then(tmp_path: Path, manifest: Manifest) -> None:
    lake = Lake(tmp_path / "lake")
    people = journeys({"ann": [visit("2026-06-09 09:00")]})
    lake.load(merged(told("100.00", "2026-06-02 09:00"), people), "2026-06-09 12:00")
    lake.load(told("90.00", "2026-06-10 09:00"), "2026-06-10 12:00")
    company = Company(tmp_path / "home", lake.path, manifest)
    spent = f"select sum(spend_amount) from fct_spend_daily where source = '{SOURCE}'"

    marts = ["+fct_spend_daily", "+fct_restatements"]
    company.build(select=marts)
    assert company.value(spent) == Decimal("90.00")

    company.build(select=marts, as_of="2026-06-10 11:59:59")
    assert company.value(spent) == Decimal("100.00")
    ledger = "select distinct latest_spend_amount from fct_restatements"
    assert company.rows(ledger) == [(Decimal("100.00"),)]
