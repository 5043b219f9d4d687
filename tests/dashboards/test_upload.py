"""Files handed in on the upload page: checked, refused, loaded into the inbox, written down."""

import json

import pytest

from dashboards.access.rights import may_open
from dashboards.kept import uploads
from dashboards.queries.rows import EVERYTHING, Rows
from tests.dashboards.conftest import go_to, texts

ROLES = ("executive", "marketing", "operator", "partner_manager", "admin")
GOOD = "日期,推广计划ID,推广计划,展现,点击,花费(分)\n2026-05-01,1,甲,10,1,50\n"
BAD = GOOD + "2026-05-01,2,乙,10,1,很多\n"


@pytest.fixture
def page(open_page, published, tmp_path):
    """The upload page of a company of its own, in the language asked for."""
    serving = tmp_path / "serving" / "headwater.duckdb"
    serving.parent.mkdir()
    serving.symlink_to(published)
    return lambda **address: open_page("upload", serving, **address)


def handed(app, name, text):
    app.file_uploader[0].upload(name, text.encode(), "text/csv")
    return app.run()


def of_key(elements, key):
    return next(one for one in elements if one.key == key)


def test_a_file_without_mistakes_waits_in_the_inbox_and_is_written_down(page, tmp_path):
    app = handed(page(), "dsp_ipinyou_20260501.csv", GOOD)
    assert "Rows of **iPinYou DSP** that can be loaded: **1**" in texts(app)
    of_key(app.button, "upload_load").click().run()
    placed = tmp_path / "inbox" / "dsp_ipinyou" / "dsp_ipinyou_20260501.csv"
    assert placed.read_text(encoding="utf-8") == GOOD
    assert "waits in the inbox of **iPinYou DSP**" in texts(app)
    assert not list((tmp_path / "state" / "uploads").iterdir())
    (line,) = (tmp_path / "state" / "access-log.jsonl").read_text(encoding="utf-8").splitlines()
    act = json.loads(line)
    assert (act["action"], act["what"], act["rows"]) == (
        "upload",
        "dsp_ipinyou/dsp_ipinyou_20260501.csv",
        1,
    )


@pytest.mark.parametrize(
    ("language", "reason"), [("en", "'很多' is not a number"), ("zh", "“很多”不是数字")]
)
def test_each_bad_row_has_its_reason_in_the_readers_language(page, language, reason):
    app = handed(page(lang=language), "dsp_ipinyou_20260501.csv", BAD)
    problems = app.dataframe[0].value
    assert problems["line"].tolist() == [3]
    assert reason in problems["problem"][0]
    cells = app.dataframe[1].value
    assert cells.iloc[0].tolist() == [3, "2026-05-01", "2", "乙", "10", "1", "很多"]


def test_rows_with_problems_may_be_left_out(page, tmp_path):
    app = handed(page(), "dsp_ipinyou_20260501.csv", BAD)
    button = of_key(app.button, "upload_load")
    assert button.label == "Load without the rows that have problems"
    button.click().run()
    assert [one.file for one in uploads.waiting(tmp_path)] == ["dsp_ipinyou_20260501.csv"]


def test_a_file_that_fits_no_source_by_name_is_known_by_its_columns(page):
    app = handed(page(), "六月.csv", GOOD)
    assert "iPinYou DSP" in texts(app)


def test_a_file_that_cannot_be_opened_has_no_way_on(page):
    app = handed(page(), "six.exe", "MZ")
    assert "No source takes files of this kind (.exe)" in texts(app)
    assert "upload_load" not in {one.key for one in app.button}


def test_formulas_stand_in_the_way_of_loading(page):
    app = handed(page(), "dsp_ipinyou_20260501.csv", GOOD.replace("甲", "=HYPERLINK(1)"))
    assert of_key(app.button, "upload_load").disabled


def test_another_source_is_asked_for_in_vain(page):
    app = page()
    of_key(app.selectbox, "upload_source_0").select("fanli").run()
    assert "Fanli rebate portal takes files called" in texts(
        handed(app, "dsp_ipinyou_20260501.csv", GOOD)
    )


def test_settings_that_cannot_be_used_close_the_page_with_their_words(page, tmp_path):
    (tmp_path / "headwater.toml").write_text("[company]\nnmae = 'x'\n", encoding="utf-8")
    assert "nmae" in texts(page())


def test_a_file_left_alone_is_forgotten_when_another_comes(page, tmp_path):
    app = handed(page(), "dsp_ipinyou_20260501.csv", GOOD)
    handed(app, "dsp_ipinyou_20260502.csv", GOOD)
    (kept,) = (tmp_path / "state" / "uploads").iterdir()
    assert [path.name for path in kept.iterdir()] == ["dsp_ipinyou_20260502.csv"]
    go_to(app, "health")


def test_pages_of_the_past_take_no_files(page, monkeypatch, tmp_path):
    monkeypatch.setenv("HEADWATER_HOME", str(tmp_path / "another"))
    app = page()
    assert "Files cannot be handed in here" in texts(app)
    assert not app.file_uploader


def test_a_file_that_cannot_be_written_down_is_not_loaded(page, monkeypatch, tmp_path):
    app = handed(page(), "dsp_ipinyou_20260501.csv", GOOD)
    (tmp_path / "folder").mkdir()
    monkeypatch.setenv("HEADWATER_ACCESS_LOG", str(tmp_path / "folder"))
    of_key(app.button, "upload_load").click().run()
    assert "nothing was loaded" in texts(app)
    assert not (tmp_path / "inbox").exists()


def test_files_are_handed_in_by_those_who_work_with_all_of_them():
    assert {role for role in ROLES if may_open(role, EVERYTHING, "upload")} == {
        "admin",
        "marketing",
        "operator",
    }
    assert not may_open("operator", Rows(city=("杭州",)), "upload")


@pytest.mark.parametrize("name", ["..", "a/../..", "报" * 200 + ".csv", "a\0b.csv", ""])
def test_no_name_leads_out_of_the_folder_of_uploads(tmp_path, name):
    path = uploads.keep(tmp_path, name, b"x")
    assert path.parent.parent == tmp_path / "state" / "uploads"
    assert path.read_bytes() == b"x"


def test_a_process_that_breaks_down_is_told_in_words(tmp_path, monkeypatch):
    monkeypatch.setattr(uploads, "LONGEST_SECONDS", 0)
    with pytest.raises(uploads.OrderRefusedError, match="took too long"):
        uploads.sources(tmp_path)
