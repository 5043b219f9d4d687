"""The weekly report: its numbers are the marts', its rights hold, its text can be read back."""

import io
from datetime import date

import pytest
from pypdf import PdfReader

from dashboards.queries import weekly
from dashboards.queries.company import channels
from dashboards.queries.filters import Filters
from dashboards.report.compose import compose
from dashboards.report.message import MOST_BYTES, body
from dashboards.report.order import Order, OrderError, monday_of, week_of
from dashboards.report.typeset import to_pdf

LAST_WEEK = Filters(date(2026, 5, 18), date(2026, 5, 24))
"""The data end on Friday 29 May, so the week of the 18th is the last whole one."""


@pytest.fixture
def document(build):
    def of(**told):
        order = Order.parse(told)
        return compose(order.scope(build, channels(build)), order)

    return of


def text_of(data: bytes) -> str:
    pages = PdfReader(io.BytesIO(data)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_the_pdf_holds_the_weeks_numbers_as_text(document):
    text = text_of(to_pdf(document(), "en"))
    assert "Weekly report 2026-W21" in text
    assert "18 May – 24 May 2026" in text
    # 7 days with 6 first investors each, 1,200 yuan a day, as in the week before.
    assert "First investors 42 42 +0.0% – –" in text
    assert "Blended CAC ¥200.00 ¥200.00 +0.0%" in text
    assert "data complete to 29 May 2026" in text


def test_the_pdf_is_chinese_for_a_chinese_reader(document):
    text = text_of(to_pdf(document(language="zh"), "zh"))
    assert "周报 2026-W21" in text
    assert "首投人数 42 42" in text
    assert "数据截至" in text


def test_plan_and_pace_stand_beside_each_other(document):
    text = text_of(to_pdf(document(), "en"))
    # 174 of 200 on day 29 of 31: 87 % reached, 93.5 % gone by. Six a day since March, four
    # before: all but six for each of the two days to come.
    assert "First investors 200 174 87.0% 93.5% 93.0%" in text


def test_promotions_of_the_last_weeks_stand_with_their_verdicts(document, build):
    found = weekly.verdicts(build, LAST_WEEK)
    [section] = [one for one in document().sections if one.title == "Promotions"]
    assert section.table is not None
    assert [row[0].text for row in section.table.rows] == found["promotion_name"].tolist()
    assert [row[2].text for row in section.table.rows] == found["verdict_en"].tolist()
    assert "promotions." not in " ".join(cell.text for row in section.table.rows for cell in row)


def test_a_change_is_explained_from_the_week_before(document):
    told = body(document(week="2026-W09"))
    assert week_of(date(2026, 3, 1)) == "2026-W09"
    # Six days of four first investors and, from Sunday on, six a day: 24 + 6 against 28.
    assert "First investors: 28 → 30 (+2)" in told


def test_the_year_before_is_the_same_weekdays(build):
    numbers = weekly.headlines(build, LAST_WEEK)
    assert numbers["first_investments"].week.previous == 42
    assert numbers["first_investments"].year.previous is None


def test_a_partner_reads_about_their_own_channels_only(document):
    made = document(channels=["outdoor"])
    told = body(made) + text_of(to_pdf(made, "en"))
    assert "Only these channels: Outdoor" in told
    assert "First investors: 7" in told
    assert "Baidu" not in told
    assert "Outstanding" not in told
    assert "Promotions" not in told


def test_whoever_is_bound_to_a_city_reads_no_number_of_the_company(document):
    made = document(cities=["成都"], language="zh")
    told = body(made) + text_of(to_pdf(made, "zh"))
    # Outdoor is credited in Chengdu with one first investor a day.
    assert "成都: 7.0" in told
    assert [section.title for section in made.sections] == ["您的城市"]
    assert "首投成本" not in told


def test_pages_a_reader_may_not_open_are_not_in_the_report(document):
    titles = [section.title for section in document(pages=["health"]).sections]
    assert titles == ["Can the numbers be trusted?"]


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"pages": []}, "none of the report's pages"),
        ({"channels": ["nobody"]}, "None of the channels"),
        ({"channels": []}, "None of the channels"),
        ({"week": "2026-W22"}, "the last whole week is 2026-W21"),
        ({"week": "2025-W01"}, "is not whole in the data"),
        ({"week": "May"}, "is no week"),
        ({"week": "2026-W54"}, "is no week"),
    ],
)
def test_a_report_that_cannot_be_made_says_why_and_never_shows_more(document, told, words):
    with pytest.raises(OrderError, match=words):
        document(**told)


def test_a_week_of_two_years_begins_on_its_monday():
    assert monday_of("2026-W01") == date(2025, 12, 29)
    assert monday_of("2020-W53") == date(2020, 12, 28)


def test_the_message_is_short_enough_for_a_chat_group(document):
    for language in ("en", "zh"):
        told = body(document(language=language))
        assert len(told.encode()) <= MOST_BYTES
        assert "**" not in told


def test_channels_that_spent_and_brought_nobody_come_first(build):
    frame = weekly.channel_costs(build, LAST_WEEK)
    assert frame["channel"].tolist() == ["outdoor", "baidu_generic"]
    assert frame["cac"].tolist() == [400, 200]
