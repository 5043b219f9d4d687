"""Campaigns by day, carried on: only days on which a figure or a name changed are written anew."""

from __future__ import annotations

from dataclasses import dataclass
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


@dataclass(frozen=True)
class Told:
    """The lake of a company, and what its loads of the first and second day have made of it."""

    lake: Lake
    carried_on: Company
    second: str


def cost(
    stat_date: str, campaign: dict[str, str], amount: str, at: str, source: str = "baidu_sem"
) -> Rows:
    line = {"channel": "baidu_generic", "cost_raw": amount, "clicks": "2"}
    return spend(source, stat_date, [campaign | line] if amount else [], at)


@pytest.fixture
def told(tmp_path: Path, manifest: Manifest) -> Told:
    """Two loads, of which a daily run brought the second."""
    lake = Lake(tmp_path / "lake")
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
    company = Company(tmp_path, lake.path, manifest)
    company.build(select=["+fct_campaign_daily"])
    second = lake.load(
        merged(
            cost("2026-05-02", {"campaign_id": "x1"}, "12.00", "2026-05-07 04:00"),
            cost("2026-05-03", KEYWORD, "5.00", "2026-05-07 04:00"),
            cost("2026-05-04", {}, "", "2026-05-07 04:00"),
        ),
        "2026-05-07 04:00:00",
    )
    company.build(first, ["+fct_campaign_daily"])
    return Told(lake, company, second)


def of_day(company: Company, day: str) -> list[tuple[Cell, ...]]:
    return company.rows(
        "select source, campaign_id, adgroup_id, keyword_id, spend_amount, visitors"
        f" from fct_campaign_daily where stat_date = date '{day}' order by 1"
    )


def assert_a_full_build_says_the_same(told: Told, home: Path) -> None:
    whole = Company(home, told.lake.path, told.carried_on.manifest)
    whole.build(select=["+fct_campaign_daily"])
    assert whole.rows(EVERYTHING) == told.carried_on.rows(EVERYTHING)


def test_days_are_written_anew_whose_spend_changed_or_whose_people_go_to_another_source(
    told: Told, tmp_path: Path
) -> None:
    company = told.carried_on
    written = company.rows("select stat_date from int_campaign_rows_changed order by 1")
    assert written == [(date(2026, 5, day),) for day in (1, 2, 3, 4)]
    # Spend of 3 May names the campaign and keyword that somebody came through on 1 May
    assert of_day(company, "2026-05-01") == [("baidu_sem", "g1", "a1", "k1", Decimal(0), 1)]
    assert of_day(company, "2026-05-02") == [("baidu_sem", "x1", "", "", Decimal("12.00"), 0)]
    assert of_day(company, "2026-05-03") == [("baidu_sem", "g1", "a1", "k1", Decimal(5), 0)]
    assert of_day(company, "2026-05-04") == []
    assert of_day(company, "2026-05-05") == [("baidu_sem", "x1", "", "", Decimal(9), 0)]
    assert of_day(company, "2026-04-20") == [("", "", "", "", Decimal(0), 1)]
    assert_a_full_build_says_the_same(told, tmp_path / "whole")


def test_people_follow_a_campaign_to_another_source_also_after_a_try_that_failed(
    told: Told, tmp_path: Path
) -> None:
    moved = KEYWORD | {"adgroup_id": "a2"}
    third = cost("2026-05-06", moved, "7.00", "2026-05-08 04:00", source="later_ads")
    told.lake.load(third, "2026-05-08 04:00:00")
    told.carried_on.build(told.second, ["+int_campaign_sources"])
    told.carried_on.build(told.second, ["+fct_campaign_daily"])
    people = of_day(told.carried_on, "2026-05-01")
    assert people == [("later_ads", "g1", "a2", "k1", Decimal(0), 1)]
    assert_a_full_build_says_the_same(told, tmp_path / "whole")


def test_a_day_that_loses_its_people_in_a_try_that_failed_goes(told: Told, tmp_path: Path) -> None:
    # The only visitor of 20 April came before: the day has neither people nor spend
    earlier = journeys({"bob": [visit("2026-04-18 10:00", "seo")]})
    told.lake.load(earlier, "2026-05-08 04:00:00")
    told.carried_on.build(told.second, ["+int_campaign_people"])
    told.carried_on.build(told.second, ["+fct_campaign_daily"])
    assert of_day(told.carried_on, "2026-04-20") == []
    assert_a_full_build_says_the_same(told, tmp_path / "whole")
