"""How people write numbers, days and instants; and both judges of a row always agree."""

from datetime import UTC, datetime

import duckdb
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest import words
from ingest.checks import find_failures
from ingest.contracts import DATASETS
from ingest.contracts.columns import Dataset
from ingest.engine import connect, set_zone
from ingest.mapping import FILE_NO, ROW_NUMBER
from ingest.normalise import Limits, staged_sql
from ingest.sections import Engine

LIMITS = Limits(datetime(2026, 6, 1, 12, 0, tzinfo=UTC))


@pytest.fixture(scope="module")
def connection(tmp_path_factory):
    with connect(Engine(threads=1), tmp_path_factory.mktemp("spill")) as opened:
        set_zone(opened, "Asia/Shanghai")
        yield opened


def read(connection: duckdb.DuckDBPyConnection, macro: str, text: str) -> str | None:
    return connection.execute(f"select {macro}(hw_given($1))", [text]).fetchall()[0][0]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1078.50", "1078.50"),
        ("1,078.50", "1078.50"),
        ("￥1,078.50", "1078.50"),
        ("１２３．５", "123.5"),
        ("12.50元", "12.50"),
        (" 12 ", "12"),
        (".5", "0.5"),
        ("144.", "144"),
        ("+3", "3"),
        ("-5", "-5"),
        ("--", None),
        ("", None),
        ("null", None),
        ("壹佰", None),
        ("1,2", None),
        ("12 34", None),
        ("1.2.3", None),
        ("3万", "30000"),
        ("1.2 万", "12000"),
        ("１．５万元", "15000"),
        ("约3万", None),
        ("万", None),
    ],
)
def test_numbers(connection, text, number):
    assert read(connection, "hw_number", text) == number


@pytest.mark.parametrize(
    ("text", "rate"), [("4.5%", "0.045"), ("7.2％", "0.072"), ("0.072", "0.072"), ("x%", None)]
)
def test_rates(connection, text, rate):
    found = read(connection, "hw_rate", text)
    assert found == rate or float(found or 0) == float(rate or 0)


@pytest.mark.parametrize(("text", "count"), [("12", "12"), ("1,200.0", "1200"), ("1.5", None)])
def test_counts(connection, text, count):
    assert read(connection, "hw_count", text) == count


@pytest.mark.parametrize(
    ("text", "day", "instant"),
    [
        ("2021-02-01", "2021-02-01", "2021-01-31 16:00:00"),
        ("2022-02-01 2:20:51", "2022-02-01", "2022-01-31 18:20:51"),
        ("2026-05-01T10:00:00Z", "2026-05-01", "2026-05-01 10:00:00"),
        ("2026-05-01T10:00:00.250+02:00", "2026-05-01", "2026-05-01 08:00:00.25"),
        ("2026-05-01T10:00:00+0800", "2026-05-01", "2026-05-01 02:00:00"),
        ("20130403010203", "2013-04-03", "2013-04-02 17:02:03"),
        ("201304030102", "2013-04-03", "2013-04-02 17:02:00"),
        ("20130403", "2013-04-03", "2013-04-02 16:00:00"),
        ("2016.4.20", "2016-04-20", "2016-04-19 16:00:00"),
        ("2016/4/20", "2016-04-20", "2016-04-19 16:00:00"),
        ("2016/4/20 3:04", "2016-04-20", "2016-04-19 19:04:00"),
        ("2016年4月20日", "2016-04-20", "2016-04-19 16:00:00"),
        ("2016年4月20日 13:05", "2016-04-20", "2016-04-20 05:05:00"),
        ("２０２６-05-01", "2026-05-01", "2026-04-30 16:00:00"),
        ("1777600000", None, "2026-05-01 01:46:40"),
        ("1777600000123", None, "2026-05-01 01:46:40.123"),
        ("2026-02-30", None, None),
        ("2026-05-01 25:00:00", "2026-05-01", None),
        ("2026-05-01至2026-05-01", "2026-05-01", None),
        ("2026-05-01至2026-05-07", None, None),
        ("20260501-20260507", None, None),
        ("2026/5/1 ~ 2026/5/1", "2026-05-01", None),
        ("5/1/2026", None, None),
        ("yesterday", None, None),
    ],
)
def test_days_and_instants(connection, text, day, instant):
    assert read(connection, "hw_day", text) == day
    assert read(connection, "hw_instant", text) == instant


def test_summer_time_of_the_source_is_respected(connection):
    set_zone(connection, "America/New_York")
    try:
        assert read(connection, "hw_instant", "2026-01-15 12:00:00") == "2026-01-15 17:00:00"
        assert read(connection, "hw_instant", "2026-07-15 12:00:00") == "2026-07-15 16:00:00"
    finally:
        set_zone(connection, "Asia/Shanghai")


WORDS = [
    *("", "--", "abc", "-5", "0", "12", "12.5", "1,078.50", "９９", "1e9", "9" * 17),
    *("0.1234567890123", "2026-05-01", "2026-02-30", "1989-12-31", "2026-06-02", "2026-06-04"),
    *("2201-01-01", "2016.4.20"),
    *("2026-05-01 10:00:00", "2026-05-01T10:00:00Z", "20260501100000", "infinity", "10000-01-01"),
    *("yuan", "FEN", "campaign", "Keyword", "confirmed", "true", "否", "maybe", "{}", "[1", "days"),
]
KINDS = ("ad_spend", "partner_orders", "events", "products", "kyc", "annotations", "users")
value = st.one_of(
    st.none(), st.sampled_from(WORDS), st.text(max_size=6), st.from_regex(r"-?[0-9]{1,4}\.?[0-9]?")
)


def staged(
    connection: duckdb.DuckDBPyConnection, dataset: Dataset, rows: list[dict]
) -> pd.DataFrame:
    names = [column.name for column in dataset.columns]
    columns = {name: pa.array([row[name] for row in rows], pa.string()) for name in names}
    numbers = {name: pa.array(range(len(rows)), pa.int64()) for name in (FILE_NO, ROW_NUMBER)}
    connection.register("rows", pa.table(numbers | columns))
    sql = staged_sql(dataset, "rows", frozenset(names), LIMITS)
    return connection.sql(f"{sql} order by {ROW_NUMBER}").to_arrow_table().to_pandas()


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_the_compiled_contract_and_pandera_agree_on_every_row(connection, data):
    dataset = DATASETS[data.draw(st.sampled_from(KINDS))]
    row = st.fixed_dictionaries({column.name: value for column in dataset.columns})
    frame = staged(connection, dataset, data.draw(st.lists(row, min_size=1, max_size=12)))
    texts = frame.drop(columns=[FILE_NO, ROW_NUMBER, "_is_ok"]).astype("str")
    failing = {failure.row for failure in find_failures(texts, dataset, LIMITS)}
    assert failing == set(frame.index[~frame["_is_ok"]])


def test_rows_that_pass_hold_nothing_but_the_lake_forms(connection):
    dataset = DATASETS["ad_spend"]
    row = dict.fromkeys(column.name for column in dataset.columns)
    row |= {"stat_date": "2026/5/1", "cost_raw": "1,078.50", "clicks": "7.0", "level": "Campaign"}
    frame = staged(connection, dataset, [row])
    assert frame.loc[0, ["stat_date", "cost_raw", "clicks", "level"]].tolist() == [
        "2026-05-01",
        "1078.50",
        "7",
        "campaign",
    ]
    assert frame.loc[0, ["account_id", "cost_unit"]].tolist() == ["", "yuan"]


def test_the_words_of_every_reason_name_the_column_in_both_languages():
    for code in words._REASONS:
        said = words.reason(code, "消费", "x", "y")
        assert said.en
        assert said.zh
        assert "{" not in said.en + said.zh
