"""From channel to keyword, the paths to a conversion, and the map, over the small company."""

from __future__ import annotations

from datetime import timedelta

import pandas as pd
import pytest

from dashboards.charts.paths import GOAL, STAGES, flows_of, lay_out
from dashboards.queries import drill, offline, paths
from dashboards.queries.filters import Filters
from tests.dashboards.conftest import texts
from tests.dashboards.fixture import AS_OF

KEYWORDS = ("baidu_generic", "baidu_sem", "c1", "")


def test_the_first_level_agrees_with_the_table_of_channels(build, last_90_days):
    frame = drill.step(build, last_90_days, ()).set_index("item")
    # 90 days at 800 yuan with 4 first investors each
    assert frame.loc["baidu_generic", ["spend_amount", "first_investments", "cac"]].tolist() == [
        *(72_000, 360, 200)
    ]
    assert frame["spend_amount"].sum() == 108_000
    # Seven-day points; the six days before the twelve whole weeks have none.
    assert list(frame.loc["baidu_generic", "trend"]) == [28] * 12


def test_keywords_share_what_their_campaign_cost(build, last_90_days):
    frame = drill.step(build, last_90_days, KEYWORDS)
    assert frame["item"].tolist() == ["k1", "k2"]
    assert frame["spend_amount"].tolist() == [36_000, 36_000]
    # 0.75 of the spend is back after 30 days; nobody of these days is 90 days old.
    assert frame["roi_30"].tolist() == [-0.25, -0.25]
    assert frame["roi_90"].isna().all()
    assert frame["payback_days"].isna().all()


def test_spend_is_back_at_the_first_age_at_which_revenue_covers_it(build):
    older = Filters(build.first_date, AS_OF - timedelta(90))
    frame = drill.step(build, older, ()).set_index("item")
    assert frame.loc["baidu_generic", "payback_days"] == 90
    assert frame.loc["baidu_generic", "roi_90"] == pytest.approx(0.5)


@pytest.mark.parametrize("path", [(), ("a/b", "", "c d"), ("百度", "x"), KEYWORDS])
def test_a_path_in_the_address_comes_back_as_it_was(path):
    assert drill.read(drill.written(path)) == path


def test_an_address_leads_straight_to_a_level_with_the_truths_of_its_channel(open_page):
    written = texts(open_page("channels", drill=drill.written(KEYWORDS[:2])))
    assert "its platform claims **232**, we credit **116** (Last non-direct)" in written
    assert "no test has measured it" in written
    assert "could not be drawn" not in written


def test_an_address_with_an_unknown_channel_or_level_shows_the_top(open_page):
    for odd in ("nobody/x", "%%%", "baidu_generic/none/none/none/none/none"):
        written = texts(open_page("channels", drill=odd))
        assert "From channel to keyword" in written
        assert "could not be drawn" not in written


def test_paths_are_counted_over_the_months_that_the_window_touches(build, last_90_days):
    frame = paths.paths(build, last_90_days, "first_investment")
    assert frame["conversions"].tolist() == [120, 40, 20, 20]
    assert frame["conversion_share"].tolist() == [0.6, 0.2, 0.1, 0.1]
    assert frame["is_rest"].tolist() == [False, False, False, True]


def test_every_listed_conversion_flows_into_the_goal_once(build, last_90_days):
    flows = flows_of(paths.paths(build, last_90_days, "first_investment"))
    into = {pair: count for pair, count in flows.items() if pair[1] == (STAGES, GOAL)}
    assert sum(into.values()) == 180
    assert flows[((STAGES - 2, "outdoor"), (STAGES - 1, "baidu_generic"))] == 120
    layout = lay_out(flows)
    for (source, target), (left, right, thick) in layout.links.items():
        assert layout.nodes[source][0] - 1e-9 <= left <= layout.nodes[source][1] - thick + 1e-9
        assert layout.nodes[target][0] - 1e-9 <= right <= layout.nodes[target][1] - thick + 1e-9


def test_a_city_without_a_known_place_is_named_and_not_lost(build, last_90_days, open_page):
    frame = offline.places(build, last_90_days).set_index("city")
    assert frame.loc["北京", ["verdict", "first_investments", "longitude"]].tolist() == [
        *("lift", 4, 116.4)
    ]
    assert frame.loc["上海", "verdict"] == "untold"
    assert "Not on the map, as their place is not known: 上海" in texts(open_page("offline"))


def test_an_age_that_few_entry_days_have_reached_pays_no_spend_back(build):
    """Fewer than half of these days are 90 days old, though revenue of those few covers them."""
    frame = drill.step(build, Filters(AS_OF - timedelta(120), AS_OF), ()).set_index("item")
    assert pd.isna(frame.loc["baidu_generic", "payback_days"])
