import gzip
from pathlib import Path

import pytest
from typer.testing import CliRunner

from orchestration.cli import app

HEADER = "日期,推广计划ID,推广计划,展现,点击,花费(分)\n"

CONNECTOR = """
[[source]]
name = "reports"
dataset = "ad_spend"
format = "csv"
files = "report*.csv"
[source.columns]
stat_date = "date"
campaign_id = "id"
cost_raw = "spend"
[source.lookups.campaign_name]
file = "campaign_history*.csv"
on = "campaign_id"
key = "id"
value = "name"
"""


def check(file: Path, source: str) -> tuple[int, str]:
    arguments = ["--home", str(file.parent), "validate", str(file), "--source", source]
    result = CliRunner().invoke(app, arguments, env={"COLUMNS": "160"})
    return result.exit_code, result.output


@pytest.fixture
def report(tmp_path: Path) -> Path:
    return tmp_path / "dsp_ipinyou_20260605.csv"


def test_a_good_file_has_no_problem(report):
    report.write_text(HEADER + "2026-06-05,IPY1,计划,120,3,1250\n", "utf-8-sig")
    code, said = check(report, "dsp_ipinyou")
    assert code == 0
    assert "nothing is wrong" in said


def test_wrong_rows_are_named_with_row_and_column_in_both_languages(report):
    report.write_text(
        HEADER + "2026-06-05,IPY1,计划,120,3,1250\n2026-06-05,IPY2,计划,80,2,-5\n", "utf-8-sig"
    )
    code, said = check(report, "dsp_ipinyou")
    assert code == 1
    assert "negative" in said
    assert "负数" in said
    assert "1 problem." in said


def test_a_file_without_the_column_that_matters_is_unreadable(report):
    report.write_text("日期,推广计划ID\n2026-06-05,IPY1\n", "utf-8-sig")
    assert check(report, "dsp_ipinyou")[0] == 2


def test_half_a_gzip_is_unreadable(tmp_path):
    file = tmp_path / "events_20260605.jsonl.gz"
    file.write_bytes(gzip.compress(b'{"event_id": "e1"}\n' * 1000)[:40])
    assert check(file, "events")[0] == 2


def test_a_file_that_is_not_there_is_unreadable(tmp_path):
    code, said = check(tmp_path / "nothing.csv", "dsp_ipinyou")
    assert code == 2
    assert "There is no file" in said


def test_a_folder_is_told_from_a_file_that_is_not_there(tmp_path):
    code, said = check(tmp_path, "dsp_ipinyou")
    assert (code, "is a folder" in said) == (2, True)


def test_a_file_with_a_header_and_no_rows_says_so(report):
    report.write_text(HEADER, "utf-8-sig")
    code, said = check(report, "dsp_ipinyou")
    assert code == 1
    assert "no rows" in said
    assert "没有数据行" in said


def test_something_else_than_json_lines_is_one_problem_and_not_one_a_line(tmp_path):
    file = tmp_path / "events_20260605.jsonl"
    file.write_bytes(bytes(range(256)) * 500)
    code, said = check(file, "events")
    assert code == 2
    assert "1 problem." in said


def test_an_unknown_source_is_answered_with_the_known_ones(report):
    report.write_text(HEADER, "utf-8-sig")
    code, said = check(report, "nobody")
    assert code == 1
    assert "baidu_sem" in said


def test_a_file_in_which_others_look_names_up_has_no_rows_to_be_wrong(tmp_path):
    (tmp_path / "headwater.toml").write_text(CONNECTOR, "utf-8")
    names = tmp_path / "campaign_history.csv"
    names.write_text("id,name\n1,Spring\n", "utf-8")
    code, said = check(names, "reports")
    assert code == 0
    assert "nothing is wrong" in said
