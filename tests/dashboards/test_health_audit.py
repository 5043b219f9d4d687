"""Days that still move and tracking that does not fit, for the small company."""

import pytest

from dashboards.queries import health_audit
from tests.dashboards.conftest import texts


def test_a_source_shows_how_much_moves_and_the_window_after_which_it_does_not(build, last_90_days):
    frame = health_audit.restatements(build, last_90_days)
    (row,) = frame.to_dict("records")
    # 80, 16, 4 and 0 of 800; `late_ads` never came within 30 days, so nothing is said of it
    moved = [row[f"moved_{age}"] for age in health_audit.AGES]
    assert moved == pytest.approx([0.1, 0.02, 0.005, 0])
    assert (row["source"], row["window_days"]) == ("baidu_sem", 7)
    # 1 March to 29 April: 60 days are at least 30 days old on 29 May
    assert row["days"] == 60


@pytest.mark.parametrize(
    ("language", "title"),
    [("en", "How much days still move, by source"), ("zh", "各来源的数据还会变动多少")],
)
def test_the_page_shows_what_still_moves(open_page, language, title):
    app = open_page("health", lang=language)
    assert not app.exception
    assert title in texts(app)
    tables = [frame.value for frame in app.dataframe if "window_days" in frame.value]
    assert [table["window_days"].tolist() for table in tables] == [[7]]


def test_spend_without_traffic_and_traffic_without_spend_are_found(build, last_90_days):
    frame = health_audit.misfits(build, last_90_days)
    found = frame[["misfit", "channel", "campaign_id", "days", "spend_amount", "touchpoints"]]
    # 90 days, of which baidu_generic has no spend on 10 May; outdoor names no campaign that works
    assert [tuple(row) for row in found.fillna("").itertuples(index=False)] == [
        ("spend_without_traffic", "outdoor", "", 90, 36_000, 0),
        ("spend_without_traffic", "baidu_generic", "c2", 89, 17_800, 0),
        ("traffic_without_spend", "baidu_generic", "", 1, 0, 150),
    ]


def test_an_unknown_tracking_value_is_shown_with_what_it_probably_meant(build, last_90_days):
    frame = health_audit.unmatched_values(build, last_90_days)
    found = frame[["utm_source", "sessions", "suggestion"]]
    assert [tuple(row) for row in found.itertuples(index=False)] == [
        ("baidou", 90, "baidu"),
        ("partner", 30, ""),
    ]


@pytest.mark.parametrize(
    ("language", "titles"),
    [
        ("en", ["Spend and traffic that do not fit", "Codes claimed by two channels"]),
        ("zh", ["花费与流量不符", "两个渠道共用的渠道码"]),
    ],
)
def test_the_page_shows_the_tracking_audit(open_page, language, titles):
    app = open_page("health", lang=language)
    assert not app.exception
    assert all(title in texts(app) for title in titles)
    assert any("suggestion" in frame.value for frame in app.dataframe)
