import csv
import io

import pandas as pd
import pytest

from dashboards.files.csv_file import harmless, to_csv


def read(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


def test_the_file_begins_with_a_bom_so_that_excel_reads_chinese():
    data = to_csv(pd.DataFrame({"渠道": ["百度"]}), ["渠道"], [None])
    assert data == b"\xef\xbb\xbf" + "渠道\r\n百度\r\n".encode()


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "＝1", "－1", '=HYPERLINK("http://x")'],
)
def test_text_that_a_spreadsheet_would_run_gets_an_apostrophe(text):
    assert harmless(text) == f"'{text}"
    assert read(to_csv(pd.DataFrame({"a": [text]}), ["a"], [None]))[1][0].startswith("'")


def test_spaces_before_a_formula_do_not_hide_it():
    assert harmless("  =1") == "'  =1"


def test_numbers_stay_numbers_and_negative_ones_keep_their_sign():
    frame = pd.DataFrame({"money": [-12.5, 1078.5], "count": [3, 4]})
    assert read(to_csv(frame, ["m", "c"], [2, 0]))[1:] == [["-12.50", "3"], ["1078.50", "4"]]


def test_nothing_is_an_empty_cell():
    frame = pd.DataFrame({"a": [None, 1.0], "b": pd.to_datetime([None, "2026-05-29"])})
    assert read(to_csv(frame, ["a", "b"], [2, None]))[1:] == [["", ""], ["1.00", "2026-05-29"]]


def test_ordinary_text_is_left_alone():
    assert harmless("baidu_generic") == "baidu_generic"
    assert harmless("a=b") == "a=b"
