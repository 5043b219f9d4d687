"""Calendar notes written on a page: pending at once, delivered to the inbox for the next run."""

import csv
from dataclasses import replace
from datetime import date, datetime

import pandas as pd
import pytest

from dashboards.kept import notes
from dashboards.kept.notes import Note, UnusableNoteError, frame_of, pending, write
from dashboards.kept.pending import notes_within
from dashboards.queries.filters import Filters
from tests.dashboards.conftest import texts
from tests.dashboards.fixture import write_serving_file

LAUNCH = Note("n1", date(2026, 5, 1), date(2026, 5, 3), "Launch", "上线", "product")
LONG_AGO, FAR_AHEAD = datetime(2020, 1, 1), datetime(2099, 1, 1)
NOTHING = frame_of([])


@pytest.fixture
def link(tmp_path):
    return write_serving_file(tmp_path / "home" / "serving" / "headwater.duckdb", "one")


def delivered(home) -> list[dict[str, str]]:
    path = home / "inbox" / "annotations" / "annotations_pages.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_version_that_no_run_has_taken_is_in_the_inbox_oldest_first(tmp_path):
    write(tmp_path, LAUNCH, "ann")
    write(tmp_path, replace(LAUNCH, title="Late launch"), "ann")
    assert [row["title"] for row in delivered(tmp_path)] == ["Launch", "Late launch"]


def test_what_a_run_has_taken_is_not_delivered_again(tmp_path):
    write(tmp_path, LAUNCH, "ann")
    (tmp_path / "inbox" / "annotations" / "annotations_pages.csv").unlink()
    write(tmp_path, replace(LAUNCH, annotation_id="n2", title="Other"), "ann")
    assert [row["annotation_id"] for row in delivered(tmp_path)] == ["n2"]


def test_a_note_is_pending_until_a_build_has_its_newest_version(tmp_path):
    later = replace(LAUNCH, ends_on=date(2026, 5, 2))
    write(tmp_path, LAUNCH, "ann")
    write(tmp_path, later, "ann")
    assert pending(tmp_path, NOTHING, FAR_AHEAD) == [later]
    assert pending(tmp_path, frame_of([LAUNCH]), FAR_AHEAD) == [later]
    assert pending(tmp_path, frame_of([later]), FAR_AHEAD) == []


def test_a_newer_version_from_a_file_is_not_overruled_by_an_older_one_of_the_page(tmp_path):
    write(tmp_path, LAUNCH, "ann")
    (tmp_path / "inbox" / "annotations" / "annotations_pages.csv").unlink()
    from_file = frame_of([replace(LAUNCH, title="From a file")])
    assert pending(tmp_path, from_file, FAR_AHEAD) == []
    assert pending(tmp_path, from_file, LONG_AGO) == [LAUNCH]


@pytest.mark.parametrize(
    ("note", "words"),
    [
        (replace(LAUNCH, title=" "), "title_empty"),
        (replace(LAUNCH, title="x" * 201), "title_long"),
        (replace(LAUNCH, ends_on=date(2026, 4, 30)), "ends_early"),
    ],
)
def test_a_note_that_cannot_be_kept_is_refused_with_words(tmp_path, note, words):
    with pytest.raises(UnusableNoteError, match=words):
        write(tmp_path, note, "ann")


def test_pending_notes_stand_on_the_axis_in_place_of_the_published_ones(
    build, tmp_path, monkeypatch
):
    monkeypatch.setenv("HEADWATER_SERVING", str(tmp_path / "serving" / "headwater.duckdb"))
    write(tmp_path, replace(LAUNCH, annotation_id="a1"), "ann")
    frame = notes_within(build, Filters(date(2026, 5, 2), date(2026, 5, 29)))
    assert frame["title"].tolist() == ["Launch"]
    assert frame["is_pending"].tolist() == [True]
    assert pd.Timestamp(frame["starts_on"].iloc[0]) == pd.Timestamp(2026, 5, 2)
    assert notes_within(build, Filters(date(2026, 4, 1), date(2026, 4, 30))).empty


def test_a_note_is_written_on_the_page_and_listed_as_pending(open_page, link):
    app = open_page("annotations", serving=link)
    assert "Notes on every time axis: **1**" in texts(app)
    app.text_input[1].set_value("Spring red packet")
    app.button[0].click().run()
    assert "**Spring red packet** is kept" in texts(app)
    assert "Waiting for the next run: **1**" in texts(app)
    [row] = delivered(link.parent.parent)
    assert (row["title"], row["title_zh"]) == ("Spring red packet", "Spring red packet")
    assert (row["starts_on"], row["ends_on"]) == ("2026-05-29", "2026-05-29")


def test_a_note_without_a_title_is_refused_on_the_page(open_page, link):
    app = open_page("annotations", serving=link, lang="zh")
    app.button[0].click().run()
    assert "请先填写标题" in texts(app)
    assert not (link.parent.parent / "inbox").exists()


def test_a_published_note_is_changed_under_its_own_id(open_page, link):
    app = open_page("annotations", serving=link)
    app.selectbox(key="note_en").set_value("a1").run()
    app.text_input[1].set_value("Metro campaign moved")
    app.button[0].click().run()
    assert [row["annotation_id"] for row in delivered(link.parent.parent)] == ["a1"]
    assert notes.pending(link.parent.parent, NOTHING, FAR_AHEAD)[0].title_zh == "地铁广告上线"
