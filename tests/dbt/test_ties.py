"""Ties that come late, early, or on a phone that two people share."""

from __future__ import annotations

from pathlib import Path

import pytest
from dbt.contracts.graph.manifest import Manifest

from tests.dbt.harness import Company
from tests.dbt.lake import Lake, Rows, merged
from tests.dbt.stories import journeys, linked, login, register, visit

pytestmark = pytest.mark.xdist_group("identity")

CROWD = {
    f"p{number}": [visit("2026-05-01 08:00", "seo"), register("2026-05-01 08:05")]
    for number in range(20)
}
ANN = {"ann": [visit("2026-05-01 09:00", "wechat", device="pad"), register("2026-05-01 10:00")]}
OTHERS = "select * from fct_funnel where visitor_id not in ('u:u_ann', 'a:pad') order by 1"
FIRST_TOUCHES = (
    "select visitor_id, channel, touched_at::string"
    " from fct_touchpoints where touch_number = 1 order by 1"
)


class Daily:
    """A company whose loads are built as they come, one a day."""

    def __init__(self, home: Path, manifest: Manifest) -> None:
        self.lake = Lake(home / "lake")
        self.company = Company(home, self.lake.path, manifest)
        self.day, self.before = 1, ""

    def deliver(self, rows: Rows) -> Company:
        self.day += 1
        load_id = self.lake.load(rows, f"2026-05-{self.day:02} 04:00")
        self.company.build(self.before, select=["+fct_funnel", "+fct_touchpoints"])
        self.before = load_id
        return self.company


@pytest.fixture
def daily(tmp_path: Path, manifest: Manifest) -> Daily:
    return Daily(tmp_path, manifest)


def test_a_tie_learned_today_moves_that_persons_past_and_touches_nobody_else(daily: Daily) -> None:
    company = daily.deliver(journeys({**CROWD, **ANN}))
    first = "select acquisition_channel, visited_at::string from fct_funnel where user_id = 'u_ann'"
    assert company.rows(first) == [("direct", "2026-05-01 02:00:00")]
    others = company.rows(OTHERS)
    assert len(others) == 20

    daily.deliver(journeys({"ann": [linked("2026-05-02 12:00", device="pad")]}))
    assert company.rows(first) == [("wechat", "2026-05-01 01:00:00")]
    assert company.rows("select * from fct_funnel where visitor_id = 'a:pad'") == []
    touched = "select visitor_id from int_visitors_touched order by 1"
    assert company.rows(touched) == [("a:pad",), ("u:u_ann",)]
    rebuilt = "select distinct visitor_id from int_touchpoints_touched"
    assert company.rows(rebuilt) == [("u:u_ann",)]
    assert company.rows(OTHERS) == others


def test_a_tie_that_came_before_the_visits_gathers_them_as_they_come(daily: Daily) -> None:
    daily.deliver(journeys({"ann": [linked("2026-05-01 07:00", device="pad")]}))
    company = daily.deliver(journeys({"ann": [visit("2026-05-01 09:00", "seo", device="pad")]}))
    assert company.rows(FIRST_TOUCHES) == [("u:u_ann", "seo", "2026-05-01 01:00:00")]


def test_a_log_in_on_a_new_device_brings_its_past_and_a_logged_out_return_stays(
    daily: Daily,
) -> None:
    daily.deliver(journeys({"ann": [register("2026-05-01 10:00")]}))
    daily.deliver(journeys({"ann": [visit("2026-04-30 09:00", "metro", device="phone")]}))
    company = daily.deliver(journeys({"ann": [login("2026-05-03 12:00", device="phone")]}))
    assert company.rows(FIRST_TOUCHES) == [("u:u_ann", "metro", "2026-04-30 01:00:00")]
    daily.deliver(journeys({"ann": [visit("2026-05-04 12:00", "seo", device="phone")]}))
    owners = "select distinct visitor_id from fct_touchpoints"
    assert company.rows(owners) == [("u:u_ann",)]


def test_an_earlier_tie_that_comes_later_gives_the_untied_past_to_its_user(daily: Daily) -> None:
    daily.deliver(journeys({"ben": [visit("2026-05-01 09:00", device="pc")]}))
    company = daily.deliver(journeys({"ben": [login("2026-05-02 12:00", device="pc")]}))
    assert company.rows(FIRST_TOUCHES)[0][0] == "u:u_ben"
    daily.deliver(journeys({"amy": [login("2026-05-02 11:00", device="pc")]}))
    owners = "select visitor_id, touched_at::string from fct_touchpoints order by 2"
    assert company.rows(owners) == [
        ("u:u_amy", "2026-05-01 01:00:00"),
        ("u:u_amy", "2026-05-02 03:00:00"),
        ("u:u_ben", "2026-05-02 04:00:00"),
    ]


def test_two_users_seen_at_one_instant_share_a_device_the_same_way_in_any_order(
    daily: Daily,
) -> None:
    pair = [{name: [login("2026-05-02 12:00", device="pc")]} for name in ("zoe", "amy")]
    daily.deliver(merged(*(journeys(one) for one in pair)))
    company = daily.deliver(journeys({"kim": [visit("2026-05-01 09:00", device="pc")]}))
    owners = "select visitor_id, touched_at::string from fct_touchpoints order by 2"
    assert company.rows(owners) == [
        ("u:u_amy", "2026-05-01 01:00:00"),
        ("u:u_zoe", "2026-05-02 04:00:00"),
    ]
