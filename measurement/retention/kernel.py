"""The masks of many people at once, for the plain question over many events.

DuckDB reads the events and tells the hash of each person and the period; a compiled loop keeps
one mask per person in a table of its own. That is half the work of grouping by text. People are
told apart by 64 bits: among 10 million the chance that any two are taken for one is 3 in a
million.
"""

from __future__ import annotations

from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from measurement.compiled import compiled
from measurement.event_source import EventSource
from measurement.retention.activity import Activity
from measurement.retention.definition import Retention
from measurement.retention.periods import Periods
from measurement.retention.sql import BITS

BATCH = 250_000
FIRST_SIZE = 1 << 20
MOST_BYTES = 1 << 30
"""A larger table would not fit beside DuckDB: its own grouping spills to disk instead."""
BEFORE = np.uint64(1 << 63)
"""Marks, in the first word, who started before the first period."""

Words = npt.NDArray[np.uint64]


def plain_masks(
    source: EventSource, asked: Retention, periods: Periods
) -> dict[str, npt.NDArray] | None:
    """What the statement of `statements.masks` selects; None when there are too many people.

    The table has a row per person: the hash (0: nobody), then words of periods.
    """
    activity = Activity(source, asked, periods)
    statement = activity.statement("select hash(person) as person, period::smallint from relevant")
    table = _filled(source.connection, statement, activity, -(-periods.count // BITS))
    if table is None:
        return None
    words = table[table[:, 0] != 0, 1:]
    if asked.is_first:
        words = words[words[:, 0] < BEFORE]
    return _grouped(words, asked, periods)


def _filled(
    connection: duckdb.DuckDBPyConnection, statement: str, activity: Activity, words: int
) -> Words | None:
    table = np.zeros((FIRST_SIZE, 1 + words), np.uint64)
    used = 0
    for batch in _read_ahead(connection.sql(statement, params=activity.parameters.values)):
        while (used + batch.num_rows) * 5 > len(table) * 3:
            if table.nbytes * 2 > MOST_BYTES:
                return None
            table = _moved(table, np.zeros((len(table) * 2, table.shape[1]), np.uint64))
        hashes, numbers = (column.to_numpy(zero_copy_only=False) for column in batch.columns)
        used = _add(table, used, hashes, numbers)
    return table


def _read_ahead(answer: duckdb.DuckDBPyRelation) -> Generator[pa.RecordBatch]:
    """The answer in batches, the next one read while this one is worked on."""
    reader = answer.to_arrow_reader(BATCH)
    with ThreadPoolExecutor(1) as reading:
        ahead = reading.submit(next, reader, None)
        while (batch := ahead.result()) is not None:
            ahead = reading.submit(next, reader, None)
            yield batch


@compiled
def _place(table: Words, key: np.uint64) -> np.int64:
    """Where `key` is in the table, or where it would go."""
    last = len(table) - 1
    place = np.int64(key >> np.uint64(24)) & last
    while table[place, 0] != 0 and table[place, 0] != key:
        place = (place + 1) & last
    return place


@compiled
def _add(table: Words, used: int, hashes: Words, periods: npt.NDArray[np.int16]) -> int:
    """Note each period in the mask of its person; how many people there are then."""
    for row in range(len(hashes)):
        key = hashes[row] if hashes[row] else np.uint64(1)
        place = _place(table, key)
        if table[place, 0] == 0:
            table[place, 0] = key
            used += 1
        period = np.int64(periods[row])
        if period < 0:
            table[place, 1] |= BEFORE
        else:
            table[place, 1 + period // BITS] |= np.uint64(1) << np.uint64(period % BITS)
    return used


@compiled
def _moved(table: Words, larger: Words) -> Words:
    for row in range(len(table)):
        if table[row, 0] != 0:
            larger[_place(larger, table[row, 0])] = table[row]
    return larger


def _grouped(words: Words, asked: Retention, periods: Periods) -> dict[str, npt.NDArray]:
    """People with the same mask are one group."""
    if words.shape[1] == 1:
        masks, people = np.unique(words[:, 0], return_counts=True)
        words = masks[:, None]
    else:
        people = np.ones(len(words), np.int64)
    found = {"people": people, "value": np.full(len(people), "")}
    for number in range(words.shape[1]):
        found[f"r{number}"] = found[f"s{number}"] = words[:, number].astype(np.int64)
    if asked.is_first:
        found |= {"row": _first(words)}
        known = found["row"] < periods.rows
        found = {name: column[known] for name, column in found.items()}
    return found


def _first(words: Words) -> npt.NDArray[np.int64]:
    """The first period of each mask."""
    first = np.full(len(words), np.iinfo(np.int64).max)
    for number in reversed(range(words.shape[1])):
        word = words[:, number]
        lowest = np.log2(np.maximum(word & (~word + np.uint64(1)), 1).astype(np.float64))
        first = np.where(word > 0, number * BITS + lowest.astype(np.int64), first)
    return first
