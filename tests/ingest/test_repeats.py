"""Repeated rows of spend are found however their columns come, within each file."""

from __future__ import annotations

import duckdb
import pyarrow as pa
import pytest

from ingest.contracts.spend import AD_SPEND
from ingest.mapping import FILE_NO
from ingest.repeats import Repeats

DAY, NEXT = "2026-05-01", "2026-05-02"
NAMES = [name for name in AD_SPEND.key if name != "source"]


def batch(*rows: tuple[int, str, str | None], is_coded: bool = False) -> pa.RecordBatch:
    """Rows of a file, a day and a keyword; all else is the same."""
    same = dict.fromkeys(NAMES, "x")
    whole = [same | {"stat_date": day, "keyword_id": keyword} for _, day, keyword in rows]
    columns = {name: pa.array([row[name] for row in whole], pa.string()) for name in NAMES}
    if is_coded:
        columns = {name: column.dictionary_encode() for name, column in columns.items()}
    numbers = {FILE_NO: pa.array([number for number, *_ in rows], pa.int64())}
    return pa.RecordBatch.from_pydict(numbers | columns)


def counted(*batches: pa.RecordBatch) -> dict:
    """What is found in files 0 and 1 of two days."""
    with duckdb.connect() as connection:
        repeats = Repeats(connection)
        for one in batches:
            repeats.add(one)
        days = [("x", "x", DAY), ("x", "x", NEXT)]
        found = repeats.count({0: days, 1: days})
    return {(number, key[2]): n for number, counts in found.items() for key, n in counts.items()}


@pytest.mark.parametrize("is_coded", [True, False])
def test_rows_repeat_within_their_file_and_day_only(is_coded):
    first = batch((0, DAY, "a"), (0, DAY, "a"), (0, NEXT, "a"), (0, DAY, "b"))
    second = batch((0, DAY, "a"), (1, DAY, "a"), (1, NEXT, None), is_coded=is_coded)
    third = batch((1, NEXT, None), (1, NEXT, "c"))
    assert counted(first, second, third) == {(0, DAY): 2, (1, NEXT): 1}


def test_no_rows_repeat_where_all_objects_differ():
    assert counted(batch((0, DAY, "a"), (0, DAY, "b")), batch((1, DAY, "a"))) == {}


def test_columns_that_are_swapped_make_another_object():
    one = batch((0, DAY, "a"))
    place = one.schema.get_field_index("device")
    swapped = one.set_column(place, "device", pa.array(["a"]))
    swapped = swapped.set_column(swapped.schema.get_field_index("keyword_id"), "keyword_id", ["x"])
    assert counted(one, swapped) == {}
