"""Why a headline changed: the page's sums are those of the marts, and both comparisons work."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from dashboards.adding_up import adding_up, total_shown
from dashboards.formats import Formats, Kind
from dashboards.queries.change import METRICS, Change, change
from dashboards.queries.compare import has_previous
from dashboards.queries.filters import Filters, comparisons, year_before
from dashboards.queries.reader import Build
from tests.dashboards.fixture import FIRST_DAY


def told_of(build: Build, filters: Filters, metric: str) -> Change:
    told = change(build, filters, metric)
    assert told is not None
    return told


@pytest.mark.parametrize("metric", METRICS)
def test_the_parts_lead_from_before_to_now(build, last_90_days, metric):
    told = told_of(build, last_90_days, metric)
    assert told.before + told.by_channel["contribution"].sum() == pytest.approx(told.after)


@pytest.mark.parametrize(
    ("kind", "total", "parts", "shown"),
    [
        # One by one they would be 234, -473 and 144: -95.
        ("count", -96, [233.6, -473.3, 143.7], ["+233", "-473", "+144"]),
        ("unit_money", -8.02, [-4.804, -3.213], ["-¥4.81", "-¥3.21"]),
        ("money", 20_280, [10_140, 10_090, 50], ["+¥10.1K", "+¥10.1K", "+¥50"]),
        ("ratio", 0.01, [0.0034, 0.0033, 0.0033], ["+0.4%", "+0.3%", "+0.3%"]),
        ("count", 0, [], []),
    ],
)
def test_parts_add_up_as_they_are_shown(kind: Kind, total, parts, shown):
    formats = Formats("en", "CNY", "Asia/Shanghai")
    rounded = adding_up(formats, parts, total, kind)
    assert [formats.signed(part, kind) for part in rounded] == shown


@pytest.mark.parametrize("value", [1.075, -1.095, 2.675, 9_999.5, 12_345.0, 999_950.0, 0.0])
def test_a_number_is_rounded_to_what_is_read_of_it(value):
    formats = Formats("en", "CNY", "Asia/Shanghai")
    rounded = formats.rounded(value, "unit_money")
    assert formats.show(rounded, "unit_money") == formats.show(value, "unit_money")


def test_the_total_is_what_leads_from_the_number_before_to_the_number_now():
    told = Change("blended_cac", 1.0, 1.075, pd.DataFrame())
    formats = Formats("en", "CNY", "Asia/Shanghai")
    assert formats.show(1.075, "unit_money") == "¥1.07"
    assert total_shown(formats, told) == pytest.approx(0.07)


def test_twice_the_visitors_of_one_channel_are_volume_and_mix(build, last_90_days):
    # Baidu's visitors went from 50 to 100 a day at the same rate of 4 % first investments.
    told = told_of(build, last_90_days, "first_investments")
    assert (told.before, told.after) == (4 * 90, 6 * 90)
    assert set(told.effects) == {"volume", "mix"}
    assert told.largest[0] == "baidu_generic"


def test_without_days_before_there_is_nothing_to_explain(build):
    assert change(build, Filters(FIRST_DAY, date(2026, 2, 28)), "visitors") is None


def test_a_channel_that_is_filtered_explains_itself_alone(build, last_90_days):
    filters = Filters(last_90_days.start, last_90_days.end, ("outdoor",))
    told = told_of(build, filters, "visitors")
    assert told.effects == {}
    assert told.before == told.after == 50 * 90


def test_the_year_before_is_the_same_days_and_as_many():
    filters = Filters(date(2026, 3, 1), date(2026, 5, 29), comparison="year")
    assert filters.previous_end == date(2025, 5, 29)
    assert (filters.previous_end - filters.previous_start).days == 89
    assert year_before(date(2024, 2, 29)) == date(2023, 2, 28)


def test_the_year_before_is_offered_only_where_there_is_one(build):
    filters = Filters(date(2026, 3, 1), date(2026, 5, 29))
    assert comparisons(filters, FIRST_DAY) == ("previous",)
    assert comparisons(filters, date(2025, 1, 1)) == ("previous", "year")
    assert comparisons(Filters(date(2024, 1, 1), date(2026, 5, 29)), date(2020, 1, 1)) == (
        "previous",
    )
    assert not has_previous(build, Filters(filters.start, filters.end, comparison="year"))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_overview_says_why(open_page, language):
    page = open_page("overview", lang=language)
    text = " ".join(item.value for item in page.markdown)
    assert {"en": "Most of it: Baidu generic", "zh": "其中最大的部分：百度通用词"}[language] in text
