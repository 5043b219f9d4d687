"""Funnels by name, their times and breakdowns, and people put together from devices."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from dbt.contracts.graph.manifest import Manifest

from tests.dbt.harness import Company
from tests.dbt.lake import Lake, Rows, merged
from tests.dbt.stories import invest, journeys, login, register, verify, visit

pytestmark = pytest.mark.xdist_group("funnels")

AUGUST = date(2026, 8, 1)
FUNNEL = {
    "funnel": "checked",
    "funnel_name": "Checked",
    "funnel_name_zh": "实名",
    "window_days": 30,
}
OWN_FUNNELS = [
    {**FUNNEL, "step_number": 1, "step": "registration", "window_days": 30},
    {**FUNNEL, "step_number": 2, "step": "verification", "step_window_days": 2, "window_days": 30},
    {**FUNNEL, "step_number": 3, "step": "first_investment", "window_days": 30},
]


def gift(user: str, at: str) -> Rows:
    packet = {"packet_id": f"r_{user}", "promotion_id": "P8", "user_id": f"u_{user}"}
    times = {"sent_at": at, "received_at": at, "updated_at": at}
    return {"cash_packets": [{**packet, **times, "amount_raw": "5.00"}]}


TOLD = merged(
    journeys(
        {
            "ann": [
                visit("2026-08-01 09:00", "baidu_generic"),
                register("2026-08-01 09:10", birth_year="1999", city="Wuhan"),
                verify("2026-08-01 09:12"),
                invest("2026-08-11 09:10", "100.00"),
                login("2026-08-12 09:00", device="a_family"),
            ],
            "bob": [
                visit("2026-08-02 09:00", "metro"),
                register("2026-08-02 09:20", device="a_family", birth_year="1970"),
                verify("2026-08-02 09:26"),
                login("2026-08-03 09:00"),
            ],
            "cat": [
                visit("2026-08-31 23:59", "metro"),
                register("2026-09-01 00:01", device=None),
                verify("2026-09-03 00:02"),
            ],
            "dan": [visit("2026-08-31 10:00", "seo")],
            "eve": [visit("2026-11-30 10:00", "seo")],
        }
    ),
    gift("bob", "2026-08-05 00:00:00"),
)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory, manifest: Manifest) -> Company:
    home: Path = tmp_path_factory.mktemp("funnels")
    lake = Lake(home / "lake")
    lake.load(TOLD, "2026-12-01 12:00")
    company = Company(home, lake.path, manifest)
    marts = ("fct_funnel_steps_daily", "fct_funnel_breakdowns", "fct_identity_fragments")
    company.build(select=[f"+{mart}" for mart in marts], own_funnels=OWN_FUNNELS)
    company.test(*marts)
    return company


def test_a_funnel_of_the_companys_own_is_dated_by_its_first_step(told: Company) -> None:
    found = told.rows(
        "select entry_date, step, people, is_mature from fct_funnel_steps_daily"
        " where funnel = 'checked' and entry_date >= date '2026-08-02' order by 1, step_number"
    )
    second, last = date(2026, 8, 2), date(2026, 9, 1)
    # cat, whose registration no device saw, verified a minute after her two days
    assert found == [
        (second, "registration", 1, True),
        (second, "verification", 1, True),
        (second, "first_investment", 0, True),
        (last, "registration", 1, True),
        (last, "verification", 0, True),
        (last, "first_investment", 0, True),
    ]


def test_times_between_steps_are_exact_for_everybody_and_for_each_value(told: Company) -> None:
    found = told.rows(
        "select breakdown, breakdown_value, people, median_seconds_from_previous,"
        " p90_seconds_from_entry from fct_funnel_breakdowns where funnel = 'acquisition'"
        f" and entry_month = date '{AUGUST}' and step = 'registration' and people > 0"
        " and breakdown in ('company', 'age_band') order by 1 desc, 2"
    )
    # bob's 20 minutes and ann's 10: nine in ten are 0.9 of the way from one to the other
    assert found == [
        ("company", "", 2, 900.0, 1140.0),
        ("age_band", "25_34", 1, 600.0, 600.0),
        ("age_band", "55_plus", 1, 1200.0, 1200.0),
    ]


def test_people_are_broken_down_by_keyword_city_and_promotion(told: Company) -> None:
    found = told.rows(
        "select breakdown, breakdown_value, people, is_mature from fct_funnel_breakdowns"
        f" where funnel = 'acquisition' and entry_month = date '{AUGUST}' and step_number = 1"
        " and breakdown in ('keyword', 'city', 'promotion') order by 1, 2"
    )
    assert found == [
        ("city", "", 3, True),
        ("city", "Wuhan", 1, True),
        ("keyword", "", 3, True),
        ("keyword", "k1", 1, True),
        ("promotion", "", 3, True),
        ("promotion", "P8", 1, True),
    ]


def test_a_month_whose_last_day_is_younger_than_the_window_is_not_mature(told: Company) -> None:
    found = told.rows(
        "select distinct entry_month, is_mature from fct_funnel_breakdowns"
        " where funnel = 'acquisition' order by 1"
    )
    # cat entered in September, whose last day is 62 days before the 1 December of this build
    young = [(date(2026, 9, 1), False), (date(2026, 11, 1), False)]
    assert found == [(AUGUST, True), *young]


def test_people_are_counted_by_their_devices_and_shared_ones_are_told(told: Company) -> None:
    found = told.rows(
        "select is_tied, ids_up_to_5, people, people_on_shared_ids, anonymous_ids"
        f" from fct_identity_fragments where first_month = date '{AUGUST}' order by 1, 2"
    )
    # cat's device is not tied to her, so it is somebody else, and she has none
    assert found == [(False, 1, 2, 0, 2), (True, 2, 2, 2, 4)]
    september = (
        "select ids_up_to_5, people from fct_identity_fragments where month(first_month) = 9"
    )
    assert told.rows(september) == [(0, 1)]
