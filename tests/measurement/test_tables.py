"""Files, relations and tables in memory are the same table; what cannot be read says why."""

from datetime import datetime

import duckdb
import pandas as pd
import pyarrow as pa
import pytest

from measurement.tables import TableError, columns, instant, opened

ROWS = "select * from (values ('ann', 'visit', timestamp '2026-05-01 09:00')) t(person, event, ts)"


def forms(folder) -> dict:
    connection = duckdb.connect()
    relation = connection.sql(ROWS)
    relation.write_parquet(str(folder / "events.parquet"))
    relation.write_csv(str(folder / "events.csv"))
    (folder / "many").mkdir()
    relation.write_parquet(str(folder / "many" / "one.parquet"))
    return {
        "parquet": folder / "events.parquet",
        "csv": str(folder / "events.csv"),
        "folder": folder / "many",
        "relation": relation,
        "frame": pd.DataFrame(
            {"person": ["ann"], "event": ["visit"], "ts": [datetime(2026, 5, 1, 9)]}
        ),
        "arrow": pa.table({"person": ["ann"], "event": ["visit"], "ts": [datetime(2026, 5, 1, 9)]}),
    }


@pytest.mark.parametrize("form", ["parquet", "csv", "folder", "relation", "frame", "arrow"])
def test_every_form_of_a_table_answers_the_same(tmp_path, form):
    with opened({"events": forms(tmp_path)[form]}, {"events": ("person", "ts")}) as connection:
        told = connection.execute(
            f"select person, event, {instant(connection, 'events')} from events"
        ).fetchall()
        assert list(columns(connection, "events")) == ["person", "event", "ts"]
    assert told == [("ann", "visit", datetime(2026, 5, 1, 9))]


@pytest.mark.parametrize(
    "told",
    [
        "'2026-05-01T09:00:00+08:00'",
        "'2026-05-01 01:00:00Z'",
        "1777597200",
        "1777597200.0",
        "timestamptz '2026-05-01 09:00:00+08'",
        "timestamp '2026-05-01 01:00:00'",
    ],
)
def test_an_instant_is_utc_however_it_was_told(told):
    table = duckdb.connect().sql(f"select {told} as ts")
    with opened({"events": table}) as connection:
        found = connection.execute(f"select {instant(connection, 'events')} from events")
        assert found.fetchall() == [(datetime(2026, 5, 1, 1),)]


def test_a_frame_turned_around_is_read_backwards():
    frame = pd.DataFrame({"ts": [1, 2, 3]})
    with opened({"events": frame.iloc[::-1]}) as connection:
        assert connection.execute("select ts from events").fetchall() == [(3,), (2,), (1,)]


def test_a_missing_column_is_named_with_those_that_exist(tmp_path):
    with (
        pytest.raises(TableError, match="no column user_id; its columns are person, event, ts"),
        opened({"touches": duckdb.connect().sql(ROWS)}, {"touches": ("user_id", "ts")}),
    ):
        pass


def test_a_file_that_is_not_there_is_named(tmp_path):
    with (
        pytest.raises(TableError, match=r"nothing\.parquet cannot be read"),
        opened({"events": tmp_path / "nothing.parquet"}),
    ):
        pass


def test_documents_in_a_frame_become_json_and_need_not_agree_on_their_keys():
    frame = pd.DataFrame({"person": ["ann", "bob", "cat"], "props": [{"a": 1}, {"b": [2]}, None]})
    with opened({"events": frame}) as connection:
        found = connection.execute("select props from events order by person").fetchall()
    assert found == [('{"a": 1}',), ('{"b": [2]}',), (None,)]
    assert frame["props"][0] == {"a": 1}


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("a,b\n1,2\r\n3,4\n", r"1 in \\r\\n \(Windows\), 2 in \\n"),
        ("a,b\r1,2\n3,4\r", r"1 in \\n \(Unix\), 2 in \\r"),
        ("a,b\n" + "1,2\n" * 30_000 + "3,4\r\n" * 30_000, r"30,000 in .*30,001 in"),
    ],
)
def test_lines_that_end_in_several_ways_are_counted_and_how_to_mend_them(tmp_path, lines, told):
    path = tmp_path / "log.csv"
    path.write_bytes(lines.encode())
    with (
        pytest.raises(TableError, match=rf"log\.csv cannot be read.*{told}.*dos2unix"),
        opened({"log": path}) as connection,
    ):
        connection.sql("select sum(a) from log").fetchall()
