"""Ties that come late, early, or on a phone that two people share."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from dbt.contracts.graph.manifest import Manifest

from tests.dbt.harness import Cell, Company
from tests.dbt.lake import Lake, merged
from tests.dbt.stories import journeys, linked, login, register, visit

pytestmark = pytest.mark.xdist_group("identity")

CROWD = {
    f"p{number}": [visit("2026-05-01 08:00", "seo"), register("2026-05-01 08:05")]
    for number in range(20)
}
ANN = {"ann": [visit("2026-05-01 09:00", "wechat", device="pad"), register("2026-05-01 10:00")]}
# Each test has people and devices of its own, so that four builds tell all their stories.
DAYS = [
    merged(
        journeys(
            {
                **CROWD,
                **ANN,
                "bea": [linked("2026-05-01 07:00", device="tablet")],
                "cat": [register("2026-05-01 10:00")],
                "ben": [visit("2026-05-01 09:00", device="pc")],
            }
        ),
        *(journeys({name: [login("2026-05-02 12:00", device="kiosk")]}) for name in ("zoe", "ada")),
    ),
    journeys(
        {
            "ann": [linked("2026-05-02 12:00", device="pad")],
            "bea": [visit("2026-05-01 09:00", "seo", device="tablet")],
            "cat": [visit("2026-04-30 09:00", "metro", device="phone")],
            "ben": [login("2026-05-02 12:00", device="pc")],
            "kim": [visit("2026-05-01 09:00", device="kiosk")],
        }
    ),
    journeys(
        {
            "cat": [login("2026-05-03 12:00", device="phone")],
            "amy": [login("2026-05-02 11:00", device="pc")],
        }
    ),
    journeys({"cat": [visit("2026-05-04 12:00", "seo", device="phone")]}),
]
OF_CROWD = "visitor_id like 'u:u_p%'"
ANN_OR_CROWD = f"({OF_CROWD} or visitor_id in ('u:u_ann', 'a:pad', 'a:a_ann'))"


@pytest.fixture(scope="module")
def days(tmp_path_factory: pytest.TempPathFactory, manifest: Manifest) -> list[Company]:
    """A company whose loads were built as they came, as it was after each day."""
    home: Path = tmp_path_factory.mktemp("ties")
    lake, before, after = Lake(home / "lake"), "", []
    daily = Company(home / "daily", lake.path, manifest)
    for number, rows in enumerate(DAYS, start=2):
        load_id = lake.load(rows, f"2026-05-{number:02} 04:00")
        daily.build(before, select=["+fct_funnel", "+fct_touchpoints"])
        before = load_id
        kept = Company(home / f"after_{number}", lake.path, manifest)
        kept.home.mkdir()
        shutil.copy(daily.warehouse, kept.warehouse)
        after.append(kept)
    return after


def first_touches(company: Company, *devices: str) -> list[tuple[Cell, ...]]:
    """Of everybody who was seen on the devices: who, from where and when."""
    return company.rows(
        "select visitor_id, channel, touched_at::string from fct_touchpoints"
        f" where touch_number = 1 and {_seen_on(*devices)} order by 1"
    )


def owners(company: Company, device: str) -> list[tuple[Cell, ...]]:
    """Whose each visit on the device is, in the order of time."""
    asked = "select visitor_id, touched_at::string from fct_touchpoints"
    return company.rows(f"{asked} where {_seen_on(device)} order by 2")


def _seen_on(*devices: str) -> str:
    listed = ", ".join(f"'{device}'" for device in devices)
    return f"split_part(session_id, '|', -1) in ({listed})"


def test_a_tie_learned_today_moves_that_persons_past_and_touches_nobody_else(
    days: list[Company],
) -> None:
    first, second = days[:2]
    entry = "select acquisition_channel, visited_at::string from fct_funnel where user_id = 'u_ann'"
    assert first.rows(entry) == [("direct", "2026-05-01 02:00:00")]
    assert second.rows(entry) == [("wechat", "2026-05-01 01:00:00")]
    others = f"select * from fct_funnel where {OF_CROWD} order by 1"
    assert len(first.rows(others)) == 20
    assert second.rows(others) == first.rows(others)

    assert second.rows("select * from fct_funnel where visitor_id = 'a:pad'") == []
    touched = f"select visitor_id from int_visitors_touched where {ANN_OR_CROWD} order by 1"
    assert second.rows(touched) == [("a:pad",), ("u:u_ann",)]
    rebuilt = f"select distinct visitor_id from int_touchpoints_touched where {ANN_OR_CROWD}"
    assert second.rows(rebuilt) == [("u:u_ann",)]


def test_a_tie_that_came_before_the_visits_gathers_them_as_they_come(days: list[Company]) -> None:
    assert first_touches(days[1], "tablet") == [("u:u_bea", "seo", "2026-05-01 01:00:00")]


def test_a_log_in_on_a_new_device_brings_its_past_and_a_logged_out_return_stays(
    days: list[Company],
) -> None:
    found = first_touches(days[2], "phone", "a_cat")
    assert found == [("u:u_cat", "metro", "2026-04-30 01:00:00")]
    assert {owner for owner, _ in owners(days[3], "phone")} == {"u:u_cat"}
    assert {owner for owner, _ in owners(days[3], "a_cat")} == {"u:u_cat"}


def test_an_earlier_tie_that_comes_later_gives_the_untied_past_to_its_user(
    days: list[Company],
) -> None:
    assert first_touches(days[1], "pc")[0][0] == "u:u_ben"
    assert owners(days[2], "pc") == [
        ("u:u_amy", "2026-05-01 01:00:00"),
        ("u:u_amy", "2026-05-02 03:00:00"),
        ("u:u_ben", "2026-05-02 04:00:00"),
    ]


def test_two_users_seen_at_one_instant_share_a_device_the_same_way_in_any_order(
    days: list[Company],
) -> None:
    assert owners(days[1], "kiosk") == [
        ("u:u_ada", "2026-05-01 01:00:00"),
        ("u:u_zoe", "2026-05-02 04:00:00"),
    ]
