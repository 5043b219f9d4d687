"""The alerts page and its messages, for the small company's log; see `fixture_alerts.py`."""

from dataclasses import replace

import duckdb
import pandas as pd
import pytest

from dashboards.access.rights import may_open
from dashboards.alerts.message import compose
from dashboards.i18n import Words
from dashboards.queries import alerts
from dashboards.queries.rows import RefusedError, Rows
from tests.dashboards.conftest import texts
from tests.dashboards.fixture import write_serving_file

FIRED = {
    "alert": "registrations_low",
    "metric": "registrations",
    "kind": "unusual",
    "bound": "low",
    "against": "",
    "days": 1,
    "channel": "baidu_generic",
    "city": "",
    "start_date": "2026-05-29",
    "stat_date": "2026-05-29",
    "value": 4.0,
    "usual": 10.0,
    "low": 5.0,
    "high": 17.0,
    "before": 10.0,
    "occasion_en": "Fair",
    "occasion_zh": "庙会",
    "parts": [{"part_channel": "baidu_generic", "effect": "volume", "contribution": -6.0}],
}


def test_parts_of_a_firing_add_up_to_its_difference(build, last_90_days):
    row = alerts.fired(build, last_90_days).iloc[0]
    change = alerts.change(build, row)
    assert change is not None
    assert (change.before, change.after) == (10, 4)
    assert change.effects == {"volume": -3, "conversion": -3}


def test_the_log_holds_what_fired_and_what_did_not(build, last_90_days):
    counts = [len(alerts.log(build, last_90_days, shown)) for shown in alerts.SHOWN]
    assert counts == [6, 1, 5]


def test_days_that_were_never_asked_about_have_their_value_and_no_range(build, last_90_days):
    row = alerts.fired(build, last_90_days).iloc[0]
    days = alerts.history(build, last_90_days, row)
    assert len(days) == 90
    assert days["value"].tolist()[:89] == [10] * 89
    assert days["low"].notna().sum() == 2
    assert days["has_fired"].tolist() == [False] * 89 + [True]
    cac = row.copy()
    cac[["alert", "metric", "channel", "days"]] = ["cac_dear", "blended_cac", "", 7]
    # 1,200 yuan and 6 first investors a day, the first six days without seven behind them
    told = alerts.history(build, last_90_days, cac)["value"]
    assert told.isna().sum() == 6
    assert set(told.dropna()) == {200}


def test_the_window_and_the_channels_cut_the_log(build, last_90_days):
    outdoor = replace(last_90_days, channels=("outdoor",))
    assert len(alerts.log(build, outdoor, "all")) == 2
    assert alerts.current(build, outdoor)["alert"].tolist() == ["registrations_low"]
    early = replace(last_90_days, end=last_90_days.start)
    assert alerts.log(build, early, "all").empty


@pytest.mark.parametrize(
    ("rows", "seen"),
    [
        (Rows(channel=("outdoor",)), ["registrations_low"]),
        (Rows(city=("成都",)), ["chengdu"]),
        (Rows(channel=("outdoor",), city=("成都",)), []),
    ],
)
def test_partners_and_operators_see_their_own_rows_only(build, last_90_days, rows, seen):
    own = build.seen_by(rows, lambda *_: None)
    assert alerts.current(own, last_90_days)["alert"].tolist() == seen
    if rows.channel:
        assert own.read("select part_channel from fct_alert_parts").empty


def test_whoever_is_bound_to_partners_sees_no_alert(build, last_90_days):
    own = build.seen_by(Rows(partner=("Uncle Zhang",)), lambda *_: None)
    with pytest.raises(RefusedError):
        alerts.current(own, last_90_days)
    assert not may_open("partner_manager", own.rows, "alerts")
    assert may_open("partner_manager", Rows(channel=("outdoor",)), "alerts")
    assert may_open("operator", Rows(city=("成都",)), "alerts")


@pytest.mark.parametrize(
    ("language", "title", "lines"),
    [
        (
            "en",
            "Alert, Small Company: registrations_low",
            [
                "Registrations of Baidu generic on 29 May 2026: 4, where 10 is usual.",
                "That day: Fair.",
            ],
        ),
        (
            "zh",
            "小公司提醒：registrations_low",
            ["百度通用词的注册（2026年5月29日）：4，通常为 10。", "当日：庙会。", "规模 −6"],
        ),
    ],
)
def test_a_message_says_what_why_and_what_day_it_was(build, language, title, lines):
    told, body = compose(build, Words(language), pd.DataFrame([FIRED]))
    assert told == title
    assert all(line in body for line in lines)
    assert "**" not in body


def test_without_rules_the_page_says_how_to_set_one(open_page, tmp_path):
    link = write_serving_file(tmp_path / "serving" / "headwater.duckdb")
    with duckdb.connect(str(link.resolve())) as connection:
        connection.execute("delete from fct_alerts; delete from fct_alert_parts")
    app = open_page("alerts", serving=link)
    assert not app.exception
    assert "Nothing is watched yet: add an [[alert]] to headwater.toml" in texts(app)


def test_a_quiet_day_is_told_with_what_kept_the_rules_still(open_page, tmp_path):
    link = write_serving_file(tmp_path / "serving" / "headwater.duckdb")
    with duckdb.connect(str(link.resolve())) as connection:
        connection.execute("delete from fct_alerts where has_fired")
    written = texts(open_page("alerts", serving=link))
    assert "None of the 3 watched numbers is out of line on **29 May 2026**: 2 within" in written
    assert "1 below their volume floor, 0 not to be judged" in written


def test_the_rows_of_the_log_are_chosen_by_outcome(open_page):
    app = open_page("alerts")
    app.segmented_control(key="log_en").set_value("quiet").run()
    assert not app.exception
    [log] = [frame.value for frame in app.dataframe if len(frame.value) == 5]
    assert ["fired"] not in log["reason"].tolist()
