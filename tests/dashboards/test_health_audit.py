"""Days that still move, for the small company."""

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
