"""Workbooks and pictures: what they say about themselves, and that nothing in them runs."""

import io
import json
import struct
from datetime import date

import openpyxl
import pandas as pd
import pytest
import streamlit as st

from dashboards.charts import overview as charts
from dashboards.components.figure import Card
from dashboards.components.table import table_xlsx
from dashboards.files import fonts
from dashboards.files.about import About
from dashboards.files.picture import Heading, specification, to_png, to_svg
from dashboards.files.xlsx_file import Sheet, to_xlsx
from dashboards.formats import Formats
from dashboards.i18n import Words
from dashboards.queries import channels, overview
from dashboards.queries.company import channels as known_channels
from dashboards.queries.filters import Filters
from dashboards.scope import Scope
from dashboards.tables import channels as tables

ABOUT = [("Figure", "Growth")]


@pytest.fixture
def scope(build, last_90_days):
    def of(language, filters=last_90_days):
        formats = Formats(language, build.currency, build.timezone)
        return Scope(Words(language), formats, build, filters, known_channels(build))

    return of


def book(frame: pd.DataFrame, formats: list[str]) -> openpyxl.Workbook:
    sheet = Sheet("Data", frame, list(frame.columns), formats)
    return openpyxl.load_workbook(io.BytesIO(to_xlsx(sheet, ABOUT, "About", "cut")))


def cells(page) -> list[list]:
    return [[cell.value for cell in row] for row in page.iter_rows()]


def test_text_of_a_workbook_never_runs_as_a_formula():
    frame = pd.DataFrame({"=a": ['=HYPERLINK("http://x")', "@SUM(1)", "plain"]})
    page = book(frame, [""])["Data"]
    assert cells(page)[1:] == [['\'=HYPERLINK("http://x")'], ["'@SUM(1)"], ["plain"]]
    assert {cell.data_type for row in page.iter_rows() for cell in row} == {"s"}


def test_numbers_days_and_nothing_stay_what_they_are():
    day = pd.Timestamp("2026-05-29")
    frame = pd.DataFrame({"money": [-12.5, None], "day": [day, pd.NaT], "flag": [True, False]})
    page = book(frame, ["#,##0.00", "yyyy-mm-dd", ""])["Data"]
    assert cells(page)[1] == [-12.5, day.to_pydatetime(), True]
    assert cells(page)[2] == [None, None, False]
    assert page["A2"].number_format == "#,##0.00"


def test_letters_that_a_workbook_cannot_hold_are_left_out():
    assert cells(book(pd.DataFrame({"a": ["x\x0by\x00z"]}), [""])["Data"])[1] == ["xyz"]


def test_a_table_longer_than_a_sheet_is_cut_and_says_so(monkeypatch):
    monkeypatch.setattr("dashboards.files.xlsx_file.MOST_ROWS", 2)
    opened = book(pd.DataFrame({"a": [1, 2, 3]}), [""])
    assert cells(opened["Data"]) == [["a"], [1], [2]]
    assert cells(opened["About"])[0] == ["!", "cut"]


def test_a_workbook_says_what_it_is_in_the_readers_language(scope, build):
    filters = Filters(date(2026, 5, 1), date(2026, 5, 29), ("outdoor",))
    page, frame = scope("zh", filters), channels.performance(build, filters)
    about = About("渠道表现", "每个渠道一行。", page.window, "http://x/channels?channels=outdoor")
    opened = openpyxl.load_workbook(io.BytesIO(table_xlsx(page, about, frame, tables.PERFORMANCE)))
    told = dict(cells(opened["关于"]))
    assert opened.sheetnames == ["数据", "关于"]
    assert (told["图表"], told["口径"]) == ("渠道表现", "每个渠道一行。")
    assert told["时间窗口"] == "2026年5月1日 – 5月29日 · 数据截至 2026年5月29日"
    assert told["筛选条件"].endswith("对比 2026年4月2日 – 4月30日 · 户外广告")
    assert "归因回溯 30 天" in told["模型窗口"]
    assert told["页面链接"] == "http://x/channels?channels=outdoor"
    # 29 days at 400 yuan.
    assert [row[3] for row in cells(opened["数据"])[:2]] == ["花费 (¥)", 11600]


def test_a_picture_holds_its_title_window_and_company(scope, build, last_90_days):
    page = scope("zh")
    chart = charts.mix(page, overview.channel_mix(build, last_90_days))
    assert chart is not None
    heading = Heading("首投来源", [page.window, "清水金融"])
    title = json.dumps(specification(chart, heading)["title"], ensure_ascii=False)
    data = to_png(chart, heading)
    assert "首投来源" in title
    assert "数据截至 2026年5月29日" in title
    assert data.startswith(b"\x89PNG")
    assert struct.unpack(">I", data[16:20])[0] >= 2 * 900


def test_a_chart_is_drawn_as_svg_with_its_words_as_text(scope, build, last_90_days):
    chart = charts.mix(scope("en"), overview.channel_mix(build, last_90_days))
    assert chart is not None
    assert "Baidu generic" in to_svg(chart, 600, 200)


def test_without_a_chinese_font_there_is_no_chinese_picture(scope, monkeypatch, tmp_path):
    monkeypatch.setattr(fonts, "_FOLDERS", (str(tmp_path),))
    fonts.chinese_font.cache_clear()
    about = About("a", "b", "c")
    can_draw = {
        code: Card(scope(code), "k", about, st.container()).can_draw for code in ("en", "zh")
    }
    fonts.chinese_font.cache_clear()
    assert can_draw == {"en": True, "zh": False}


def test_a_font_of_the_companys_own_is_found_first(monkeypatch, tmp_path):
    (tmp_path / "SourceHanSansSC-Regular.otf").write_bytes(b"")
    monkeypatch.setenv(fonts.FONTS_VARIABLE, str(tmp_path))
    fonts.chinese_font.cache_clear()
    found = fonts.chinese_font()
    fonts.chinese_font.cache_clear()
    assert found == fonts.ChineseFont("Source Han Sans SC", tmp_path)
