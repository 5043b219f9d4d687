"""Rows of a selection fetched as columns, in passes small enough for the memory there is."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

import duckdb
import numpy as np
import pyarrow as pa

from measurement.funnels.selection import INTEGERS, Selection

FEW_ROWS = 200_000
"""Up to this many events persons are told by name; beyond, by a number that stands for it."""
HASH = "hash({0})"
ROWS_PER_PASS = 60_000_000
"""Some 2.5 GB: up to 24 bytes a row, twice while they move to their parts."""
ROWS_PER_SLAB = 1_000_000
"""Small enough to be walked while the next ones are read."""


@dataclass(frozen=True)
class Rows:
    """Columns of equal length, or empty where there is nothing to tell.

    `keys` stand for persons; `checks` tell two persons apart who share a key. `names` has a
    person's name at its key if the keys number them. Codes stand for `values`, of which the
    first is empty.
    """

    keys: np.ndarray
    checks: np.ndarray
    times: np.ndarray
    masks: np.ndarray
    codes: np.ndarray
    values: list[str]
    names: list[object] | None


@dataclass(frozen=True)
class Keys:
    """How persons become numbers: counted through, a number already, or hashed."""

    sql: str
    check: str | None
    named: bool


def choose_keys(selection: Selection, rows: int, numbered: bool, salt: str) -> Keys:
    """The cheapest keys that are exact; hashes carry a check and are salted anew on a clash."""
    if rows <= FEW_ROWS:
        return Keys(selection.actor, None, True)
    if numbered:
        return Keys("e.person_number", None, False)
    if selection.actor_kind in INTEGERS:
        return Keys(f"cast({selection.actor} as bigint)", None, False)
    text = f"cast({selection.actor} as varchar)"
    salted = f"({text} || '{salt}')" if salt else text
    check = f"cast(hash({text} || '~{salt}') & 4294967295 as uinteger)"
    return Keys(HASH.format(salted), check, False)


def fetch(
    connection: duckdb.DuckDBPyConnection,
    selection: Selection,
    keys: Keys,
    passes: int,
) -> Generator[Rows]:
    """The rows that matter, all of a person's in one pass."""
    for number in range(passes):
        reader = _reader(connection, selection, keys, (number, passes))
        yield _as_rows(reader.read_all(), keys.named)


def stream(
    connection: duckdb.DuckDBPyConnection, selection: Selection, keys: Keys
) -> Generator[Rows]:
    """Rows that lie by person and time already, in slabs that end with a person's last row."""
    reader = _reader(connection, selection, keys, (0, 1))
    waiting: list[pa.RecordBatch] = []
    for batch in reader:
        persons = batch["key"].to_numpy()
        cut = int(np.searchsorted(persons, persons[-1])) if len(persons) else 0
        if cut:
            yield _as_rows(pa.Table.from_batches([*waiting, batch.slice(0, cut)]), named=False)
            waiting.clear()
        waiting.append(batch.slice(cut))
    yield _as_rows(pa.Table.from_batches(waiting, reader.schema), named=False)


def _reader(
    connection: duckdb.DuckDBPyConnection, selection: Selection, keys: Keys, part: tuple[int, int]
) -> pa.RecordBatchReader:
    sql = _statement(selection, keys, part)
    bound = {
        name: value for name, value in selection.parameters.values.items() if f"${name}" in sql
    }
    return connection.sql(sql, params=bound).to_arrow_reader(ROWS_PER_SLAB)


def _statement(selection: Selection, keys: Keys, part: tuple[int, int]) -> str:
    """Of duplicated event ids the first row counts, whatever order the rows come in."""
    told = [f"{keys.sql} as key", f"epoch_us({selection.instant}) as at"]
    told.append(f"cast({selection.mask} as uinteger) as mask")
    if keys.check:
        told.append(f"{keys.check} as checked")
    if selection.value:
        told.append(f"{selection.value} as value")
    condition = selection.condition
    if part[1] > 1:
        condition += f" and hash({keys.sql}) % {part[1]} = {part[0]}"
    sql = f"select {', '.join(told)} from {selection.source} where {condition}"
    if selection.has_event_ids:
        order = f"order by {selection.instant}, e.person, e.event"
        first = f"row_number() over (partition by e.event_id {order}) = 1"
        sql += f" qualify e.event_id is null or {first}"
    return sql if selection.sure else f"select * from ({sql}) where mask <> 0"


def _as_rows(table: pa.Table, named: bool) -> Rows:
    keys, names = table["key"], None
    if named:
        keys, names = _numbered(keys, first=None)
    codes, values = pa.array([], pa.int32()), [""]
    if "value" in table.column_names:
        codes, values = _numbered(table["value"], first="")
    none = np.empty(0, np.uint32)
    return Rows(
        _unsigned(keys.to_numpy()),
        table["checked"].to_numpy() if "checked" in table.column_names else none,
        table["at"].to_numpy(),
        table["mask"].to_numpy(),
        codes.to_numpy().astype(np.int32, copy=False),
        [str(value) for value in values],
        names,
    )


def _unsigned(keys: np.ndarray) -> np.ndarray:
    return keys.view(np.uint64) if keys.dtype == np.int64 else keys.astype(np.uint64, copy=False)


def _numbered(column: pa.ChunkedArray, first: str | None) -> tuple[pa.Array, list[object]]:
    """Numbers in the order of the values, whatever the order of the rows; `first` is always 0."""
    encoded = column.combine_chunks().dictionary_encode()
    if isinstance(encoded, pa.ChunkedArray):
        encoded = encoded.combine_chunks()
    values = encoded.dictionary.to_pylist()
    known = sorted(set(values) | ({first} if first is not None else set()), key=_order)
    place = {value: number for number, value in enumerate(known)}
    numbers = np.array([place[value] for value in values], np.int64)
    indices = encoded.indices.to_numpy(zero_copy_only=False)
    return pa.array(numbers[indices] if len(numbers) else indices.astype(np.int64)), known


def _order(value: object) -> tuple[str, object]:
    return ("", value) if isinstance(value, str) else (type(value).__name__, value)
