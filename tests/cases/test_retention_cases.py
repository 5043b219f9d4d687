"""Retention as a product analytics suite counts it, on random logs, and CDNOW as published."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from measurement import retention

pytestmark = pytest.mark.cases


def read(folder: Path, name: str) -> list[dict]:
    return json.loads((folder / "retention" / name).read_text(encoding="utf-8"))


def test_product_cases_have_their_matrices(cases_folder: Path) -> None:
    for case in read(cases_folder, "product_cases.json"):
        definition = {key: value for key, value in case.items() if key != "events"}
        answer = retention.run(pd.DataFrame(case["events"]), definition)
        matrix = answer["matrix"]
        assert isinstance(matrix, list)
        assert answer["first_period_start"] == case["first_period_start"], case["case"]
        assert matrix == case.get("expected_matrix", matrix), case["case"]
        for place, count in case.get("expected_cells", {}).items():
            row, column = map(int, place.split(","))
            assert matrix[row][column] == count, case["case"]


@pytest.mark.parametrize(
    ("retention_type", "key"),
    [
        ("first_time", "expected_first_time_cohort_matrix"),
        ("recurring", "expected_recurring_matrix"),
    ],
)
def test_random_logs_have_their_matrices(cases_folder: Path, retention_type: str, key: str) -> None:
    for case in read(cases_folder, "matrix_logs.json"):
        events = pd.DataFrame(case["events"]).rename(columns={"user": "person"})
        definition = {
            "period": "day",
            "total_intervals": case["days"],
            "date_to": f"2024-03-{case['days']:02d}",
            "retention_type": retention_type,
            "start_event": "open",
        }
        assert retention.run(events, definition)["matrix"] == case[key], case["case"]


@pytest.fixture(scope="module")
def purchases(cases_folder: Path) -> duckdb.DuckDBPyRelation:
    file = cases_folder / "transactions" / "cdnow.csv"
    found = duckdb.sql(
        "select customer_id as person, 'purchase' as event, cast(date as timestamp) as ts, "
        f"value from read_csv('{file}', types = {{'customer_id': 'varchar'}})"
    )
    assert found is not None
    return found


def test_cdnows_first_cohort_returns_as_published(purchases: duckdb.DuckDBPyRelation) -> None:
    definition = {
        "period": "month",
        "total_intervals": 7,
        "date_to": "1997-07-31",
        "retention_type": "first_time",
    }
    answer = retention.run(purchases, definition)
    matrix = answer["matrix"]
    assert isinstance(matrix, list)
    assert matrix[0] == [7846, 1157, 964, 810, 679, 736, 720]
    assert answer["sizes"] == [7846, 8476, 7248, 0, 0, 0, 0]


def test_cdnows_money_in_the_first_months_is_the_whole_files(
    purchases: duckdb.DuckDBPyRelation,
) -> None:
    definition = {
        "period": "month",
        "total_intervals": 18,
        "date_to": "1998-06-30",
        "retention_type": "first_time",
        "weight": {"prop": "value"},
    }
    amounts = retention.run(purchases, definition)["amounts"]
    assert isinstance(amounts, list)
    whole = purchases.aggregate("sum(cast(value as decimal(18, 2)))").fetchall()[0][0]
    assert sum(map(sum, amounts)) == pytest.approx(float(whole), abs=0.01)
