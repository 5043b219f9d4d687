"""Files handed in by hand: what is refused unread, told apart, corrected and placed."""

import gzip
import io
import zipfile

import openpyxl
import pytest

from ingest.config import Paths
from ingest.uploads.__main__ import answer
from ingest.uploads.placing import clean_name, place
from ingest.uploads.safety import is_formula
from tests.ingest.company import baidu

DSP = "日期,推广计划ID,推广计划,展现,点击,花费(分)\r\n"
TOTAL = "总计,,,,,,,,,20,2,1083.50,"
BILL = ("账单行号", "事件", "用户编号", "我方订单号", "发生时间", "投资金额(万元)", "佣金(元)")
BILL += ("状态",)


@pytest.fixture
def told(tmp_path):
    """Have an order carried out for an upload that holds these bytes."""

    def order(name, content, what="check", **more):
        path = tmp_path / "state" / "uploads" / "1" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if content is not None:
            path.write_bytes(content)
        return answer({"home": str(tmp_path), "order": what, "path": str(path), **more})

    return order


def book(**sheets):
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    for title, rows in sheets.items():
        sheet = workbook.create_sheet(title)
        for row in rows:
            sheet.append(row)
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def bomb(name):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", "<workbook/>")
        packed.writestr(name, b"\0" * 2_000_000)
    return content.getvalue()


REFUSED = {
    "larger than it may be": ("dsp_ipinyou.csv", b"x" * 1_000_001, "file_too_large"),
    "a bomb in a workbook": ("activities.xlsx", bomb("xl/sheet1.xml"), "bomb"),
    "a bomb in a gzip": ("events_1.jsonl.gz", gzip.compress(b"\n" * 2_000_001), "bomb"),
    "macros": ("activities.xlsx", bomb("xl/vbaProject.bin"), "wrong_type"),
    "a torn gzip": ("events_1.jsonl.gz", gzip.compress(b"{}" * 999)[:-9], "half_written"),
    "text named as a workbook": ("activities.xlsx", b"a,b", "wrong_type"),
    "an archive named as text": ("dsp_ipinyou.csv", bomb("a"), "wrong_type"),
    "a program": ("setup.exe", b"MZ", "wrong_type"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_nobody_should_open_is_refused_with_words(told, tmp_path, kind):
    settings = "[uploads]\nmost_mb = 1\nmost_unpacked_mb = 1\n"
    (tmp_path / "headwater.toml").write_text(settings, encoding="utf-8")
    name, content, code = REFUSED[kind]
    error = told(name, content)["error"]
    assert error["code"] == code
    assert error["en"] != error["zh"]


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("=1+1", True),
        (" =cmd|' /C calc'!A0", True),
        ("@SUM(A1)", True),
        ("-2+3+cmd|' /C calc'!A0", True),
        ("+HYPERLINK(A1)", True),
        ("--", False),
        ("-1,250.00", False),
        ("+理财 +平台", False),
        ("@清水理财", False),
        ("a=b", False),
    ],
)
def test_a_formula_is_told_from_numbers_and_names(text, is_one):
    assert is_formula(text) is is_one


def test_a_file_is_known_by_its_columns_when_its_name_says_nothing(told):
    rows = ["2026-05-01,清水,品牌,1,组,2,词,3,计算机,10,1,5.00,1%"]
    assert told("report.csv", baidu("2026-05-01", rows, "总计"))["source"] == "baidu_sem"
    bill = ("1", "投资", "u", "o", "2026-05-01", 1, 5, "有效")
    bills = told("七月.xlsx", book(网贷之家=[BILL, bill]))
    assert (bills["source"], bills["accepted"]) == ("portal_bills", 1)


def test_a_file_that_several_sources_could_read_is_asked_about(told):
    assert told("x.csv", b"a,b\n1,2\n") == {"candidates": []}


def test_a_corrected_text_keeps_its_encoding_its_lines_above_and_its_other_rows(told):
    rows = [
        "2026-05-01,清水,品牌,1,组,2,词,3,计算机,10,1,五元,1%",
        '2026-05-01,清水,"品牌,大",1,组,2,词,4,计算机,10,1,"1,078.50",1%',
    ]
    found = told("baidu_sem_20260501.csv", baidu("2026-05-01", rows, TOTAL))
    (wrong,) = found["rows"]
    (table,) = found["tables"]
    assert [table["headers"][place] for place in wrong["places"]] == ["消费"]
    cells = ["5" if text == "五元" else text for text in wrong["cells"]]
    edits = [{"dataset": table["dataset"], "row": wrong["row"], "cells": cells}]
    again = told("baidu_sem_20260501.csv", None, "correct", source="baidu_sem", rows=edits)
    assert (again["accepted"], again["problems"]) == (2, [])


def test_sheets_of_a_book_are_corrected_each_for_itself(told, tmp_path):
    good = ("1", "投资", "u", "o", "2026.5.1", "１．５", 5, "有效")
    bad = ("2", "投资", "u", "o", "2026-13-01", 1, 5, "有效")
    content = book(网贷之家=[BILL, good], 希财网=[BILL, good, bad])
    found = told("bills.xlsx", content, source="portal_bills")
    ((problem,), (wrong,)) = found["problems"], found["rows"]
    assert (problem["sheet"], problem["line"]) == ("希财网", 3)
    cells = [*wrong["cells"][:4], "2026-05-02", *wrong["cells"][5:]]
    edits = [{"dataset": "partner_orders", "row": wrong["row"], "cells": cells}]
    again = told("bills.xlsx", None, "correct", source="portal_bills", rows=edits)
    assert (again["accepted"], again["problems"]) == (3, [])
    written = openpyxl.load_workbook(tmp_path / "state/uploads/1/bills.xlsx")["希财网"]["E3"].value
    assert written == "2026-05-02"


def test_a_merged_cell_that_is_corrected_stands_for_itself(told, tmp_path):
    rows: list[tuple] = [
        ("合同号", "版本", "渠道", "合作方", "计价方式", "开始日期", "结束日期", "金额(元)")
    ]
    rows += [("H1", 1, "户外", "甲", "CPT", "2026-05-01", "2026-05-02", 10)]
    rows += [("H2", 1, "户外", None, "CPT", "2026-05-01", "2026-05-99", 10)]
    content = io.BytesIO()
    workbook = openpyxl.load_workbook(io.BytesIO(book(合同=rows)))
    workbook["合同"].merge_cells("D2:D3")
    workbook.save(content)
    (wrong,) = told("contracts.xlsx", content.getvalue())["rows"]
    cells = ["H2", "1", "户外", "乙", "CPT", "2026-05-01", "2026-05-03", "10"]
    edits = [{"dataset": "spend_contracts", "row": wrong["row"], "cells": cells}]
    assert told("contracts.xlsx", None, "correct", source="spend_contracts", rows=edits)["may_load"]
    sheet = openpyxl.load_workbook(tmp_path / "state/uploads/1/contracts.xlsx")["合同"]
    assert [sheet["D2"].value, sheet["D3"].value] == ["甲", "乙"]


def test_a_placed_file_is_whole_and_takes_nobodys_name(told, tmp_path):
    row = "2026-05-01,1,甲,10,1,50\r\n"
    for content in (DSP + row, DSP + row.replace("50", "60")):
        told("dsp_ipinyou_20260501.csv", content.encode(), "place", source="dsp_ipinyou")
    inbox = tmp_path / "inbox" / "dsp_ipinyou"
    assert sorted(path.name for path in inbox.iterdir()) == [
        "dsp_ipinyou_20260501 (2).csv",
        "dsp_ipinyou_20260501.csv",
    ]
    assert not list((tmp_path / "state" / "uploads").rglob("*.csv"))


def test_a_file_with_a_formula_is_not_placed(told, tmp_path):
    content = f"{DSP}2026-05-01,1,=1+1,10,1,50\r\n".encode()
    refused = told("dsp_ipinyou_20260501.csv", content, "place", source="dsp_ipinyou")
    assert refused["error"]["code"] == "not_checked"
    assert not (tmp_path / "inbox").exists()


def test_an_order_reaches_no_file_outside_the_uploads(tmp_path):
    secret = tmp_path / "secret.csv"
    secret.write_text(DSP)
    order = {"home": str(tmp_path), "order": "check", "path": str(secret)}
    assert "'code': 'elsewhere'" in str(answer(order))


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\temp\\效果评估报告_2026-05-01.csv", "效果评估报告_2026-05-01.csv"),
        (".hidden\n.csv", "hidden_.csv"),
        ("a" * 300 + ".csv", "a" * 180 + ".csv"),
        ("报" * 100 + ".csv", "报" * 60 + ".csv"),
        ("..", "upload"),
    ],
)
def test_a_name_leads_nowhere_else(name, clean):
    assert clean_name(name) == clean


def test_a_name_is_taken_in_one_step(tmp_path):
    for number in range(3):
        path = tmp_path / str(number) / "a.csv"
        path.parent.mkdir()
        path.write_text(str(number))
        place(path, "a.csv", "sogou", Paths(tmp_path))
    found = {path.name: path.read_text() for path in (tmp_path / "inbox/sogou").iterdir()}
    assert found == {"a.csv": "0", "a (2).csv": "1", "a (3).csv": "2"}
