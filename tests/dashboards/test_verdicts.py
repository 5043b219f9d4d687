"""The promotions page where something is missing, and what its sections say."""

import duckdb
import pytest

from dashboards.answers.promotion_design import Wish, told
from dashboards.formats import Formats
from dashboards.queries import promotions as queries
from dashboards.queries.company import channels
from dashboards.queries.reader import Reader
from dashboards.scope import Scope
from tests.dashboards.conftest import texts
from tests.dashboards.fixture import write_serving_file


@pytest.fixture
def serving(tmp_path):
    return write_serving_file(tmp_path / "serving" / "headwater.duckdb")


def change(serving, order: str) -> None:
    with duckdb.connect(str(serving.resolve())) as connection:
        connection.execute(order)


@pytest.fixture
def scope(build, last_90_days, english):
    formats = Formats("en", build.currency, build.timezone)
    return Scope(english, formats, build, last_90_days, channels(build))


def test_without_promotions_the_page_says_what_to_deliver(open_page, serving):
    change(serving, "delete from dim_promotions; delete from fct_promotion_verdicts")
    change(serving, "delete from fct_promotion_ledger; delete from fct_promotion_overlaps")
    change(serving, "delete from fct_promotion_memory; delete from fct_promotion_effects")
    app = open_page("promotions", serving)
    written = texts(app)
    assert not app.exception
    assert "No promotion touches these days." in written
    assert "headwater template promotion_plans" in written
    assert "No promotion has an estimate yet." in written


def test_promotions_before_the_window_are_not_shown(build, last_90_days):
    shown = queries.verdicts(build, last_90_days)
    assert list(shown["promotion_id"]) == ["P1", "P2", "P3"]
    assert list(queries.ledger(build, last_90_days)["promotion_id"].unique()) == ["P3", "P2", "P1"]


def test_promotions_that_come_again_under_one_name_are_told_apart(serving, last_90_days):
    change(
        serving,
        "update dim_promotions set promotion_name = 'Member day', starts_on = case promotion_id "
        "when 'P1' then date '2026-03-02' else date '2026-04-01' end where promotion_id != 'P4'",
    )
    shown = queries.verdicts(Reader().latest(serving), last_90_days)
    assert dict(zip(shown["promotion_id"], shown["label"], strict=True)) == {
        "P1": "Member day 2026-03-02",
        "P2": "Member day P2",
        "P3": "Member day P3",
    }


def test_the_effect_of_a_week_is_the_sum_of_its_days_and_its_interval_their_root(build):
    weeks = queries.effects(build, "P1", "treatment", "week")
    first = weeks.iloc[0]
    assert (first["effect"], first["phase"]) == (4200.0, "during")
    # seven days of +-100
    assert first["high"] - first["effect"] == pytest.approx(100 * 7**0.5)
    assert weeks.iloc[-1]["phase"] == "after"


def test_a_holiday_within_a_short_promotion_is_a_conflict(build, last_90_days):
    found = queries.conflicts(build, last_90_days)
    (holiday,) = found.to_dict("records")
    assert (holiday["promotion_name"], holiday["other_name_en"]) == ("Red packets", "Labour Day")


def test_the_design_says_how_many_people_a_lift_needs(scope):
    written = told(scope, Wish.in_percent(10.0, 20.0, 10_000))
    # 2 points on 10 %: (1.96 + 0.8416)^2 x 2 (0.1 x 0.9 + 0.12 x 0.88) / 0.02^2 in both halves
    assert "rise of **+2.0 pp**: **7,678** people in two halves" in written
    assert "headwater explore design --cities" in written


def test_a_lift_that_leaves_nobody_is_said(scope):
    assert "Nobody is left" in told(scope, Wish.in_percent(60.0, 90.0, 1000))


def test_promotions_before_the_chosen_days_are_one_click_away(open_page):
    app = open_page("promotions")
    button = app.button(key="earlier_promotions")
    assert button.label == "Show all days (1 ended earlier: Old coupon)"
    assert "headwater template promotion_plans" not in texts(app)
    button.click().run()
    assert "**4** promotions touch these days" in texts(app)
    assert not [one for one in app.button if one.key == "earlier_promotions"]


def test_a_promotion_alone_in_its_days_is_answered_with_its_reason(open_page):
    written = texts(open_page("promotions", from_="2026-04-05", to="2026-04-13"))
    assert r"**Stop**: Anniversary week. Stop it\: it lost 3,000 yuan net." in written


@pytest.mark.parametrize("language", ["en", "zh"])
def test_figures_over_the_whole_life_of_a_promotion_say_so(open_page, language):
    heads = {
        "en": "Whole life of promotions that overlap 5 Apr – 13 Apr 2026 · as of 29 May 2026",
        "zh": "与 2026年4月5日 – 4月13日 有重叠的活动，统计其全程 · 数据截至 2026年5月29日",
    }
    written = texts(open_page("promotions", lang=language, from_="2026-04-05", to="2026-04-13"))
    # Net profit, revenue day by day, ledger and people in several; the calendar is of the window.
    assert written.count(heads[language]) == 4


@pytest.mark.parametrize("language", ["en", "zh"])
def test_figures_over_the_whole_life_of_an_activity_say_so(open_page, language):
    whole = {"en": "Whole life of what began in", "zh": "开始的活动与投放，统计其全程"}[language]
    # Prices, codes, map, list, verdicts and lifts; cities and ages are of the window's months.
    assert texts(open_page("offline", lang=language)).count(whole) == 6
    assert texts(open_page("promotions", lang=language)).count(whole) == 1
