"""Named funnels by month of entry, and people put together from devices."""

from __future__ import annotations

from datetime import date

import pytest

from dashboards.queries import funnels, health_identity
from tests.dashboards.conftest import texts

MARCH = date(2026, 3, 1)


def test_losses_and_times_of_a_month_are_read_step_by_step(build):
    first, second = funnels.times(build, "checked", MARCH).to_dict("records")
    assert (first["step"], first["people"]) == ("registration", 100)
    assert first["lost_share"] != first["lost_share"]
    assert (second["people"], second["lost"]) == (80, 20)
    assert second["lost_share"] == pytest.approx(0.2)
    assert (second["median_hours"], second["p90_hours"]) == (1.5, 30.0)


def test_values_come_by_size_with_the_unknown_and_the_rest_last(build):
    _, checked = funnels.funnels(build)
    frame = funnels.by_value(build, checked, MARCH, "promotion")
    found = frame[["value_name", "is_rest", "registrations", "verifications", "overall_rate"]]
    assert [tuple(row) for row in found.itertuples(index=False)] == [
        ("Welcome", False, 30, 30, 1.0),
        ("", False, 60, 40, pytest.approx(2 / 3)),
        ("", True, 10, 10, 1.0),
    ]


def test_the_latest_mature_month_is_shown_first(build, last_90_days):
    months = funnels.months(build, last_90_days, "checked")
    assert [month.is_mature for month in months] == [True, False]
    judged = funnels.latest_judged(months)
    assert judged is not None
    assert judged.first == MARCH
    assert funnels.latest_judged([]) is None


def test_a_trend_counts_people_by_period_of_entry_and_marks_young_ones(build, last_90_days):
    frame = funnels.trend(build, last_90_days, "checked", "month")
    # 210 visitors and 20 registrations a day; the small company's figures stand for both steps
    march = frame.iloc[0]
    assert (march["entered"], march["converted"]) == (31 * 210, 31 * 20)
    assert frame["is_mature"].tolist() == [True, False, False]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["Losses and times between steps", "Who gets through", "Mar 2026"]),
        ("zh", ["各步流失与用时", "谁走得更远", "2026年3月"]),
    ],
)
def test_the_page_shows_a_companys_own_funnel(open_page, language, words):
    app = open_page("funnel", lang=language, named_funnel="checked", breakdown="age_band")
    assert not app.exception
    assert all(word in texts(app) for word in words)
    tables = [frame.value for frame in app.dataframe]
    (times,) = [table for table in tables if "median_hours" in table]
    assert times["people"].tolist() == [100, 80]
    (values,) = [table for table in tables if "value" in table]
    assert values["verifications"].tolist() == [40, 40]


def test_a_young_month_and_a_promotion_are_not_taken_for_more_than_they_say(open_page):
    address = {"named_funnel": "checked", "breakdown": "promotion", "entry_month": "2026-04"}
    app = open_page("funnel", **address)
    written = texts(app)
    assert "Not everybody of this month has had the whole window" in written
    assert "Not an effect" in written
    (values,) = [frame.value for frame in app.dataframe if "value" in frame.value]
    assert values["value"].tolist() == ["Welcome", "Not known", "All smaller ones"]


def test_devices_put_together_and_apart_are_counted_by_month(build, last_90_days):
    (row,) = health_identity.fragments(build, last_90_days).to_dict("records")
    assert (row["visitors"], row["untied_share"]) == (100, 0.6)
    # 30 people of one device and 8 of three: 54 devices, 16 of them fragments
    assert (row["fragments"], row["people_of_several_ids"]) == (16, 8)
    assert row["ids_per_person"] == pytest.approx(54 / 38)
    assert (row["people_on_shared_ids"], row["never_seen"]) == (4, 2)


@pytest.mark.parametrize(
    ("language", "title"), [("en", "People and their devices"), ("zh", "用户与设备")]
)
def test_the_health_page_shows_people_and_their_devices(open_page, language, title):
    app = open_page("health", lang=language)
    assert not app.exception
    assert title in texts(app)
    (table,) = [frame.value for frame in app.dataframe if "fragments" in frame.value]
    assert table["fragments"].tolist() == [16]
