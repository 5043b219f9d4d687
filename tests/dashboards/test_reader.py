import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Lock

import duckdb
import pytest
import streamlit as st

from dashboards.queries.contract import TABLES
from dashboards.queries.per_build import per_build
from dashboards.queries.reader import (
    NoServingFileError,
    OtherSchemaError,
    Reader,
    UnreadableServingFileError,
    serving_link,
)
from tests.dashboards.fixture import write_serving_file


def open_files(folder: Path) -> set[str]:
    """Names of the DuckDB files of a folder that this process holds open."""
    found = set()
    for descriptor in Path("/proc/self/fd").iterdir():
        try:
            target = os.readlink(descriptor)  # noqa: PTH115
        except FileNotFoundError:
            continue
        if target.endswith(".duckdb") and Path(target).parent == folder.resolve():
            found.add(Path(target).name)
    return found


@pytest.fixture
def link(tmp_path):
    return write_serving_file(tmp_path / "serving" / "headwater.duckdb", "one")


def test_a_newly_published_file_is_read_at_once(link):
    reader = Reader()
    assert reader.latest(link).build_id == "one"
    write_serving_file(link, "two")
    assert reader.latest(link).build_id == "two"


def test_the_same_file_is_opened_once(link):
    reader = Reader()
    assert reader.latest(link) is reader.latest(link)


def test_a_page_that_began_before_a_publish_finishes_on_the_build_it_began_with(link):
    reader = Reader()
    begun = reader.latest(link)
    write_serving_file(link, "two")
    reader.latest(link)
    assert begun.read("select build_id from meta_build")["build_id"].tolist() == ["one"]


def test_what_is_kept_of_a_build_is_dropped_when_the_next_one_is_handed_out(link):
    reader, made = Reader(), []
    for name in ("one", "one", "two"):
        if name == "two":
            write_serving_file(link, name)
        reader.latest(link)
        _kept("figures that did not change", lambda name=name: made.append(name))
    assert made == ["one", "two"]


@per_build
@st.cache_data(show_spinner=False)
def _kept(digest, _make):
    _make()


def test_a_superseded_file_is_let_go_when_its_last_reader_is_done(link):
    reader = Reader()
    begun = reader.latest(link)
    write_serving_file(link, "two")
    reader.latest(link)
    assert open_files(link.parent) == {"headwater-one.duckdb", "headwater-two.duckdb"}
    del begun
    assert open_files(link.parent) == {"headwater-two.duckdb"}


def test_many_threads_read_while_files_are_swapped(link):
    reader, publishing = Reader(), Lock()
    for name in ("two", "three"):
        write_serving_file(link, name)

    def ask(number: int) -> int:
        if number % 20 == 0:
            with publishing:
                write_serving_file(link, f"swap{number}")
        found = reader.latest(link).read(
            "select sum(visitors) + $number * 0 as visitors from fct_growth_daily",
            {"number": number},
        )
        return int(found["visitors"].iloc[0])

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(ask, range(60))) == {14_400 + 18_900}


def test_the_file_cannot_be_written_through_the_pages(link):
    with pytest.raises(duckdb.Error, match="read-only"):
        Reader().latest(link).read("delete from meta_build")


def test_a_missing_file_is_told_apart_from_a_broken_one(tmp_path):
    reader = Reader()
    with pytest.raises(NoServingFileError):
        reader.latest(tmp_path / "headwater.duckdb")
    broken = tmp_path / "broken.duckdb"
    broken.write_bytes(b"not a database" * 1000)
    with pytest.raises(UnreadableServingFileError, match="not a valid DuckDB"):
        reader.latest(broken)


def test_a_file_of_another_version_names_what_it_lacks(link):
    with duckdb.connect(str(link.resolve())) as connection:
        connection.execute("alter table fct_growth_daily drop column outstanding_amount")
        connection.execute("drop table annotations")
    with pytest.raises(OtherSchemaError, match=r"fct_growth_daily\.outstanding_amount.*annotatio"):
        Reader().latest(link)


def test_the_place_of_the_file_comes_from_the_environment(monkeypatch, tmp_path):
    monkeypatch.setenv("HEADWATER_SERVING", str(tmp_path / "headwater.duckdb"))
    assert serving_link() == tmp_path / "headwater.duckdb"
    monkeypatch.delenv("HEADWATER_SERVING")
    with pytest.raises(NoServingFileError):
        serving_link()


def test_only_the_reader_opens_duckdb():
    folder = Path(__file__).resolve().parents[2] / "dashboards"
    opening = [p.name for p in folder.rglob("*.py") if "duckdb.connect" in p.read_text("utf-8")]
    assert opening == ["reader.py"]
    assert "fct_growth_daily" in TABLES
