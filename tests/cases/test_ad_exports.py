"""The Google and Facebook exports of a connector become channel spend, with no code written."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.cases.companies import Run

pytestmark = pytest.mark.cases


def test_campaign_totals_equal_the_exports(overseas_ads: Run) -> None:
    totals = overseas_ads.rows(
        "select channel, sum(clicks), sum(impressions), sum(spend_amount) "
        "from fct_spend_daily group by channel order by channel"
    )
    assert totals == [
        ("facebook_ads", 149, 37275, Decimal("643.63")),
        ("google_ads", 280, 1854, Decimal("231.33")),
    ]


def test_channel_page_shows_the_same_totals(overseas_ads: Run) -> None:
    totals = overseas_ads.rows(
        "select channel, sum(spend_amount) from fct_channel_daily group by channel order by channel"
    )
    assert totals == [("facebook_ads", Decimal("643.63")), ("google_ads", Decimal("231.33"))]


def test_campaigns_carry_the_latest_name_of_their_history(overseas_ads: Run) -> None:
    names = overseas_ads.rows(
        "select campaign_id, campaign_name from dim_campaigns where source = 'google_ads'"
    )
    assert names == [("9935249409", "Zj9yTjsXtiWREoWWkz3kww==")]


def test_facebook_ads_roll_up_to_their_four_campaigns(overseas_ads: Run) -> None:
    spend = overseas_ads.rows(
        "select campaign_id, sum(spend_amount) from fct_spend_daily "
        "where source = 'facebook_ads' group by campaign_id order by campaign_id"
    )
    assert spend == [
        ("6215293444271", Decimal("76.53")),
        ("6215304559271", Decimal("159.33")),
        ("6215762731271", Decimal("144.00")),
        ("6229007982271", Decimal("263.77")),
    ]
