"""Tracking that does not fit, for the small company: findings, money at stake, what to do."""

import pytest

from dashboards.queries import health_audit, tracking
from tests.dashboards.conftest import texts


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


def test_every_finding_carries_the_money_at_stake(build, last_90_days):
    found = tracking.findings(build, last_90_days)
    told = [tuple(row) for row in found[["kind", "name", "visits"]].fillna(0).to_numpy()]
    assert told == [
        ("spend_without_traffic", "", 0),
        ("broken_link", "c2", 0),
        ("traffic_without_spend", "", 150),
        ("unmatched_value", "baidou · cpc", 90),
        ("unmatched_value", "partner", 30),
        ("code_conflict", "CAM7", 0),
    ]
    # Baidu generic: 89 days of 800 yuan for 150 visits; all paid channels: 1,200 for as many
    baidu, paid = 89 * 800 / (89 * 150), (89 * 800 + 90 * 400) / (89 * 150)
    stakes = [36_000, 17_800, 150 * baidu, 90 * paid, 30 * paid]
    assert found["stake_amount"].tolist()[:5] == pytest.approx(stakes)


@pytest.mark.parametrize(
    ("language", "to_do"),
    [("en", "Probably meant baidu"), ("zh", "可能应为 baidu")],
)
def test_the_page_says_what_to_do_about_each(open_page, language, to_do):
    app = open_page("tracking", lang=language)
    assert not app.exception
    [table] = [frame.value for frame in app.dataframe if "to_do" in frame.value]
    assert any(text.startswith(to_do) for text in table["to_do"])
    assert len(table) == 6


def test_data_health_leads_to_the_audit(open_page):
    app = open_page("health")
    assert not app.exception
    [link] = app.get("page_link")
    assert link.proto.label == "Tracking audit: 6 findings, ¥55.6K at stake"
    assert "Spend and traffic that do not fit" not in texts(app)
