"""One question finds nothing of another, though both are answered by one DuckDB."""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from measurement.tables import Resources, opened

ROWS = pd.DataFrame({"value": [1, 2, 3]})
SETTINGS = "select current_setting('threads'), current_setting('memory_limit')"


def total(rows: pd.DataFrame | Path = ROWS) -> int:
    with opened({"rows": rows}) as connection:
        return connection.execute("select sum(value) from rows").fetchall()[0][0]


def settings(resources: Resources | None = None) -> tuple[object, ...]:
    with opened({"rows": ROWS}, resources=resources) as connection:
        return connection.execute(SETTINGS).fetchall()[0]


def folder() -> Path:
    """Where the DuckDB that answers spills to: each has its own."""
    with opened({"rows": ROWS}) as connection:
        asked = "select current_setting('temp_directory')"
        return Path(connection.execute(asked).fetchall()[0][0])


def test_the_next_question_is_answered_by_the_same_engine():
    assert folder() == folder()


def test_tables_and_views_of_a_question_are_gone_in_the_next():
    with opened({"rows": ROWS}) as connection:
        connection.execute("create table kept as select 1")
        connection.execute("create temp table kept_for_now as select 1")
        connection.execute("create view seen as select 1")
    with opened({"others": ROWS}) as connection:
        shown = connection.execute("show all tables").fetchall()
    assert [name for _, _, name, *_ in shown] == ["others"]


def test_what_one_question_may_use_says_nothing_of_the_next():
    usual = settings()
    assert settings(Resources(threads=1, memory="500MB")) != usual
    assert settings() == usual


def test_questions_at_one_time_have_engines_of_their_own():
    with opened({"rows": ROWS}) as connection:
        connection.execute("create table kept as select 1")
        assert total(ROWS + 1) == 9
        assert connection.execute("select count(*) from kept, rows").fetchall() == [(3,)]


def test_after_a_question_that_failed_comes_a_new_engine():
    before = folder()
    with pytest.raises(duckdb.BinderException), opened({"rows": ROWS}) as connection:
        connection.execute("select nothing from rows")
    assert folder() != before
    assert not before.exists()


def test_an_engine_whose_folder_was_tidied_away_is_not_asked_again():
    before = folder()
    before.rmdir()
    assert folder() != before
    assert total() == 6


def test_a_file_that_was_written_again_is_read_again(tmp_path):
    file = tmp_path / "rows.parquet"
    for times in (1, 2, 3):
        (ROWS * times).to_parquet(file)
        assert total(file) == 6 * times


def test_nothing_of_a_file_stays_in_memory(tmp_path):
    ROWS.to_parquet(tmp_path / "rows.parquet")
    total(tmp_path / "rows.parquet")
    with opened({"rows": ROWS}) as connection:
        cached = connection.execute("from duckdb_external_file_cache()").fetchall()
    assert cached == []


def test_a_forked_process_answers_with_an_engine_of_its_own():
    assert total() == 6
    # Ends by being told to, not by SIGTERM, which is ignored where Ctrl-C is
    with ProcessPoolExecutor(1, multiprocessing.get_context("fork")) as pool:
        assert pool.submit(total).result(timeout=60) == 6
