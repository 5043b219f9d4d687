"""What pages keep for the next reader, what they read only when asked, and whose turn it is."""

import threading
import time
from dataclasses import replace
from datetime import date, timedelta

import pandas as pd
import pytest
from streamlit.delta_generator import DeltaGenerator

from dashboards.charts.health import coverage
from dashboards.components import table
from dashboards.components.figure import Card
from dashboards.files.about import About
from dashboards.fingerprint import fingerprint
from dashboards.formats import Formats
from dashboards.i18n import Words
from dashboards.queries.company import channels
from dashboards.queries.filters import Filters
from dashboards.scope import Scope
from dashboards.turns import turn, wait_until_idle

COLUMNS = (table.Column("visits", "count", "common.channel"),)


@pytest.fixture
def scope(build) -> Scope:
    formats = Formats("en", "CNY", "Asia/Shanghai")
    window = Filters(date(2026, 1, 1), date(2026, 5, 29))
    return Scope(Words("en"), formats, build, window, channels(build))


def test_equal_tables_have_one_fingerprint_and_any_other_cell_another():
    frame = pd.DataFrame({"visits": [1, 2]})
    assert fingerprint(frame, "en") == fingerprint(frame.copy(), "en")
    assert fingerprint(frame, "en") != fingerprint(frame.assign(visits=[1, 3]), "en")
    assert fingerprint(frame, "en") != fingerprint(frame, "zh")


def test_a_grid_is_written_once_for_everybody_who_reads_the_same(scope, monkeypatch):
    written = []
    write = table._written
    monkeypatch.setattr(table, "_written", lambda *told: written.append(1) or write(*told))
    for frame in (pd.DataFrame({"visits": [1, 2]}), pd.DataFrame({"visits": [1, 2]})):
        table.show_table(scope, frame, COLUMNS, key="visits")
    table.show_table(scope, pd.DataFrame({"visits": [1, 3]}), COLUMNS, key="visits")
    assert len(written) == 2


def test_a_table_for_files_alone_is_read_when_the_menu_lists_them(scope):
    read = []
    card = Card(scope, "key", About("title", "", "", ""), side=DeltaGenerator())
    card.offer(lambda: read.append(1) or pd.DataFrame({"visits": [1, 2]}), COLUMNS, "visits")
    assert read == []
    assert [(export.kind, export.rows) for export in card._files()] == [("csv", 2), ("xlsx", 2)]


def rows(scope: Scope, days: pd.DataFrame) -> list[dict[str, object]]:
    drawing = coverage(scope, days)
    assert drawing is not None
    return next(iter(drawing.to_dict()["datasets"].values()))


def test_coverage_of_a_long_window_is_a_spell_per_state_and_of_a_short_one_a_square_a_day(scope):
    states = ["complete"] * 3 + ["incomplete"] + ["complete"] * 2
    dates = [date(2026, 1, 1) + timedelta(days=place) for place in range(len(states))]
    days = pd.DataFrame({"source": "baidu_sem", "stat_date": dates, "state": states})
    days = days.assign(deliveries=1, row_count=10)
    spells = rows(scope, days)
    assert [row["deliveries_text"] for row in spells] == ["3", "1", "2"]
    assert [row["row_count_text"] for row in spells] == ["30", "10", "20"]
    assert spells[0]["days_text"] == "1 Jan – 3 Jan 2026"
    short = replace(scope, filters=Filters(dates[0], dates[-1]))
    assert [row["row_count_text"] for row in rows(short, days)] == ["10"] * 6


def test_a_page_that_waits_in_vain_is_drawn_all_the_same_and_turns_come_back():
    turns = threading.Semaphore(1)
    with turn(turns) as first, turn(turns, patience=0.01) as second:
        assert (first, second) == (True, False)
    with turn(turns, patience=0.01) as third:
        assert third


def test_work_between_pages_begins_once_none_was_drawn_for_a_while():
    with turn():
        assert not wait_until_idle(patience=0.01)
        drawn = time.monotonic()
    assert not wait_until_idle(patience=0.01, calm=60)
    assert wait_until_idle(patience=60, calm=0.1)
    assert time.monotonic() - drawn >= 0.1


def test_work_between_pages_waits_for_a_page_that_is_being_drawn():
    started, done = threading.Event(), threading.Event()

    def draw() -> None:
        with turn():
            started.set()
            done.wait(60)

    page = threading.Thread(target=draw)
    page.start()
    started.wait(60)
    threading.Timer(0.05, done.set).start()
    assert wait_until_idle(patience=60)
    assert done.is_set()
    page.join()
