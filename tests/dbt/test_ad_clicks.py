"""A visit whose click id the platform names later, and visits that it has no say in: 2 November."""

from __future__ import annotations

import pytest

from tests.dbt.harness import Company
from tests.dbt.lake import merged
from tests.dbt.stories import clicked, journeys, visit

pytestmark = pytest.mark.xdist_group("stories")

LANDING = "https://www.example.cn/lp/a"
STORY = merged(
    journeys(
        {
            "gclid_named": [visit("2026-11-02 09:00", url=f"{LANDING}?gclid=Gx1")],
            "gclid_tagged": [
                visit("2026-11-02 09:00", url=f"{LANDING}?gclid=Gx1&utm_campaign=own&utm_term=word")
            ],
            "gclid_unknown": [visit("2026-11-02 09:00", url=f"{LANDING}?gclid=Gx9")],
        }
    ),
    clicked("Gx1", "2026-11-02", "Brand search", "理财"),
)


def test_a_click_names_campaign_and_keyword_where_the_address_does_not(company: Company) -> None:
    found = company.rows(
        "select visitor_id, channel, campaign_id, keyword_id from fct_touchpoints"
        " where visitor_id like 'a:a\\_gclid\\_%' escape '\\' order by visitor_id"
    )
    assert found == [
        ("a:a_gclid_named", "google_ads", "Brand search", "理财"),
        ("a:a_gclid_tagged", "google_ads", "own", "word"),
        ("a:a_gclid_unknown", "google_ads", None, None),
    ]
