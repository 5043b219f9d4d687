"""Links that name a campaign, links nobody knows, and codes of two channels: October 2026."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.dbt.harness import Company
from tests.dbt.lake import Row, merged
from tests.dbt.stories import journeys, spend, visit

pytestmark = pytest.mark.xdist_group("stories")

LANDING = "https://www.example.cn/lp/a"


def activity(activity_id: str, channel: str) -> Row:
    days = {"start_date": "2026-10-01", "end_date": "2026-10-31"}
    fields = {"activity_type": "talk", "activity_name": f"Talk {activity_id}", "version": "1"}
    return {
        "source": "activities",
        "activity_id": activity_id,
        "channel": channel,
        **days,
        **fields,
    }


def code(name: str, activity_id: str, **days: str) -> Row:
    return {"source": "activities", "code": name, "activity_id": activity_id, **days}


STORY = merged(
    spend(
        "weibo_ads",
        "2026-10-05",
        [
            {"campaign_id": "w1", "campaign_name": "Autumn", "cost_raw": "30.00"},
            {"campaign_id": "w2", "campaign_name": "Winter", "cost_raw": "20.00"},
        ],
        "2026-10-06 03:00",
    ),
    journeys(
        {
            "kim": [visit("2026-10-05 09:00", url=f"{LANDING}?utm_source=weibo&utm_campaign=w1")],
            "lou": [
                visit("2026-10-05 10:00", url=f"{LANDING}?utm_source=weibo&utm_campaign=Autumn")
            ],
            "mia": [visit("2026-10-06 09:00", url=f"{LANDING}?utm_source=Wiebo&utm_medium=feed")],
            "ned": [visit("2026-10-06 10:00", url=f"{LANDING}?utm_source=wiebo&utm_medium=feed")],
        }
    ),
    {
        "activities": [activity("T1", "outdoor"), activity("T2", "metro")],
        "activity_codes": [
            code("POSTER", "T1"),
            code("POSTER", "T2"),
            code("LENT", "T1", valid_to="2026-10-10"),
            code("LENT", "T2", valid_from="2026-10-11"),
            code("CAM900", "T1"),
        ],
    },
)


def test_a_campaign_has_its_spend_and_those_its_links_brought_by_id_or_by_name(
    company: Company,
) -> None:
    found = company.rows(
        "select campaign_id, campaign_name, spend_amount, touchpoints from fct_tracking_audit"
        " where channel = 'weibo_ads' and stat_date = date '2026-10-05' order by 1"
    )
    assert found == [
        ("w1", "Autumn", Decimal("30.00"), 2),
        ("w2", "Winter", Decimal("20.00"), 0),
    ]


def test_links_that_no_rule_knows_are_counted_by_what_they_say(company: Company) -> None:
    found = company.rows(
        "select stat_date, utm_source, utm_medium, code, sessions from fct_unmatched_traffic"
        " where utm_source = 'wiebo'"
    )
    assert found == [(date(2026, 10, 6), "wiebo", "feed", "", 2)]


def test_a_code_of_two_channels_at_once_is_told_and_one_handed_on_is_not(company: Company) -> None:
    found = company.rows(
        "select code, channel, other_channel, claimed_by, other_claimed_by"
        " from fct_code_conflicts where code in ('POSTER', 'LENT', 'CAM900') order by 1"
    )
    assert found == [
        ("CAM900", "campus", "outdoor", "CAM…", "T1"),
        ("POSTER", "metro", "outdoor", "T2", "T1"),
    ]
