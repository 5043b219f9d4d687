"""Campaigns by day, carried on: only days on which a figure or a name changed are written anew."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from dbt.contracts.graph.manifest import Manifest

from tests.dbt.harness import Cell, Company
from tests.dbt.lake import Lake, Rows, merged
from tests.dbt.stories import journeys, products, spend, visit

pytestmark = pytest.mark.xdist_group("campaigns_by_day")

KEYWORD = {"campaign_id": "g1", "adgroup_id": "a1", "keyword_id": "k1"}
EVERYTHING = "select * from fct_campaign_daily order by all"


def cost(stat_date: str, campaign: dict[str, str], amount: str, at: str) -> Rows:
    line = {"channel": "baidu_generic", "cost_raw": amount, "clicks": "2"}
    return spend("baidu_sem", stat_date, [campaign | line] if amount else [], at)


@pytest.fixture(scope="module")
def carried_on(tmp_path_factory: pytest.TempPathFactory, manifest: Manifest) -> Company:
    """Two loads, of which a daily run brought the second."""
    home: Path = tmp_path_factory.mktemp("campaigns")
    lake = Lake(home / "lake")
    first = lake.load(
        merged(
            products(),
            journeys(
                {
                    "ann": [visit("2026-05-01 10:00", "baidu_generic")],
                    "bob": [visit("2026-04-20 10:00", "seo")],
                }
            ),
            cost("2026-05-02", {"campaign_id": "x1"}, "10.00", "2026-05-03 04:00"),
            cost("2026-05-04", {"campaign_id": "x1"}, "8.00", "2026-05-05 04:00"),
            cost("2026-05-05", {"campaign_id": "x1"}, "9.00", "2026-05-06 04:00"),
        ),
        "2026-05-06 04:00:00",
    )
    company = Company(home, lake.path, manifest)
    company.build(select=["+fct_campaign_daily"])
    lake.load(
        merged(
            cost("2026-05-02", {"campaign_id": "x1"}, "12.00", "2026-05-07 04:00"),
            cost("2026-05-03", KEYWORD, "5.00", "2026-05-07 04:00"),
            cost("2026-05-04", {}, "", "2026-05-07 04:00"),
        ),
        "2026-05-07 04:00:00",
    )
    company.build(first, ["+fct_campaign_daily"])
    return company


def of_day(company: Company, day: str) -> list[tuple[Cell, ...]]:
    return company.rows(
        "select source, campaign_id, adgroup_id, keyword_id, spend_amount, visitors"
        f" from fct_campaign_daily where stat_date = date '{day}'"
    )


def test_a_keyword_that_spend_names_later_takes_its_people_of_former_days_along(
    carried_on: Company,
) -> None:
    assert of_day(carried_on, "2026-05-01") == [("baidu_sem", "g1", "a1", "k1", Decimal(0), 1)]


def test_a_day_of_spend_that_is_told_again_is_written_anew_and_one_taken_back_goes(
    carried_on: Company,
) -> None:
    assert of_day(carried_on, "2026-05-02") == [("baidu_sem", "x1", "", "", Decimal("12.00"), 0)]
    assert of_day(carried_on, "2026-05-03") == [("baidu_sem", "g1", "a1", "k1", Decimal(5), 0)]
    assert of_day(carried_on, "2026-05-04") == []


def test_other_days_stay_as_they_lie(carried_on: Company) -> None:
    written = carried_on.rows("select stat_date from int_campaign_rows_changed order by 1")
    assert written == [(date(2026, 5, day),) for day in (1, 2, 3, 4)]
    assert of_day(carried_on, "2026-05-05") == [("baidu_sem", "x1", "", "", Decimal(9), 0)]
    assert of_day(carried_on, "2026-04-20") == [("", "", "", "", Decimal(0), 1)]


def test_a_full_build_says_the_same(carried_on: Company, tmp_path: Path) -> None:
    whole = Company(tmp_path, carried_on.lake, carried_on.manifest)
    whole.build(select=["+fct_campaign_daily"])
    assert whole.rows(EVERYTHING) == carried_on.rows(EVERYTHING)
