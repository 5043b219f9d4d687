"""Staging of columns whose values repeat: each distinct value is normalised and judged once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ingest.contracts.columns import Column, Dataset
from ingest.mapping import FILE_NO, ROW_NUMBER
from ingest.normalise import Limits, columns_sql, has_periods
from ingest.pii import Hasher
from ingest.plain import settle
from ingest.readers.pieces import is_coded, plain_table, repeated, whole
from ingest.staging import Split, from_table, split

Memory = dict[str, dict[str | None, tuple[str | None, bool]]]
"""By column, what became of each value that was seen, and whether it may pass."""
Judged = tuple[pa.Array, np.ndarray]
_REMEMBERED = 200_000
"""Values of a column to keep at most."""
_FEW = 20_000
"""Values of a column up to which it pays to remember them; more are judged sooner than found."""


@dataclass(frozen=True)
class Judge:
    """What values are held against, and what became of those that were."""

    limits: Limits
    memory: Memory = field(default_factory=dict)


def split_table(
    connection: duckdb.DuckDBPyConnection,
    rows: pa.Table,
    dataset: Dataset,
    hasher: Hasher,
    judge: Judge,
) -> Iterator[Split]:
    """As `staging.split`, over a table some of whose columns may be dictionaries.

    `judge` remembers their values for the next tables of the same files.
    """
    is_personal = any(column.pii or column.is_person for column in dataset.columns)
    if is_coded(rows) and not is_personal and not has_periods(dataset):
        yield _split_columns(connection, rows, dataset, hasher, judge)
    else:
        relation = from_table(connection, plain_table(rows), dataset)
        yield from split(connection, relation, hasher, judge.limits)


@dataclass(frozen=True)
class _Staged:
    """Values as the lake has them, whether each may pass, and the value of each row by number."""

    values: pa.Array
    is_right: np.ndarray
    codes: pa.Array | None = None

    def of_rows(self, count: int) -> pa.Array:
        """The column of `count` rows; a dictionary if all of its values may pass."""
        if self.codes is None:
            is_whole = len(self.values) == count
            return self.values if is_whole else repeated(self.values[0].as_py(), count)
        if not self.is_right.all():
            return self.values.take(self.codes)
        known = self.values.dictionary_encode()
        if len(known.dictionary) == len(self.values):
            return pa.DictionaryArray.from_arrays(self.codes, self.values)
        return pa.DictionaryArray.from_arrays(known.indices.take(self.codes), known.dictionary)

    def may_pass(self) -> np.ndarray:
        """For each row, or for all rows alike."""
        if self.codes is None or self.is_right.all():
            return self.is_right if self.codes is None else np.ones(1, dtype=bool)
        return self.is_right[self.codes.to_numpy()]


def _split_columns(
    connection: duckdb.DuckDBPyConnection,
    rows: pa.Table,
    dataset: Dataset,
    hasher: Hasher,
    judge: Judge,
) -> Split:
    staged = _staged(connection, rows, dataset, judge)
    for column in dataset.columns:
        if column.is_login:
            told = staged[column.name]
            staged[column.name] = replace(told, values=hasher.pseudonyms(told.values))
    columns = {name: whole(rows[name]) for name in (FILE_NO, ROW_NUMBER)}
    columns |= {name: column.of_rows(rows.num_rows) for name, column in staged.items()}
    is_ok = np.ones(rows.num_rows, dtype=bool)
    for column in staged.values():
        is_ok &= column.may_pass()
    batch = pa.RecordBatch.from_pydict(columns)
    if is_ok.all():
        return Split(batch, batch.slice(0, 0))
    refused = plain_table(pa.Table.from_batches([batch.filter(pa.array(~is_ok))]))
    return Split(batch.filter(pa.array(is_ok)), refused.combine_chunks().to_batches()[0])


def _staged(
    connection: duckdb.DuckDBPyConnection,
    rows: pa.Table,
    dataset: Dataset,
    judge: Judge,
) -> dict[str, _Staged]:
    """Every column of the contract; one that is not delivered has one value for all rows."""
    given = {name: whole(rows[name]) for name in rows.column_names}
    texts, codes, absent = {}, {}, {}
    for column in dataset.columns:
        values = given.get(column.name)
        if values is None:
            is_right = column.default is not None or not column.required
            absent[column] = pa.array([column.default], pa.string()), np.array([is_right])
        elif isinstance(values, pa.DictionaryArray):
            texts[column], codes[column] = values.dictionary, values.indices
        else:
            texts[column] = values
    judged = _judged(connection, texts, judge) | absent
    return {column.name: _Staged(*judged[column], codes.get(column)) for column in dataset.columns}


def _judged(
    connection: duckdb.DuckDBPyConnection, columns: Mapping[Column, pa.Array], judge: Judge
) -> dict[Column, Judged]:
    """What is plain at once; all else is looked at more closely, if it was not before."""
    settled = {column: settle(column, values) for column, values in columns.items()}
    doubtful = {column: pa.array(~is_plain) for column, (_, is_plain) in settled.items()}
    left = {c: columns[c].filter(is_open) for c, is_open in doubtful.items()}
    many = {c: values for c, values in left.items() if len(values) > _FEW}
    few = {c: values for c, values in left.items() if 0 < len(values) <= _FEW}
    answers = _asked(connection, many, judge.limits) | _remembered(connection, few, judge)
    for column, (values, is_right) in answers.items():
        texts, is_plain = settled[column]
        is_plain[~is_plain] = is_right
        settled[column] = (
            pc.call_function("replace_with_mask", [texts, doubtful[column], values]),
            is_plain,
        )
    return settled


def _remembered(
    connection: duckdb.DuckDBPyConnection,
    columns: Mapping[Column, pa.Array],
    judge: Judge,
) -> dict[Column, Judged]:
    """As `_asked`, which is asked only about values that did not occur before."""
    texts = {column: values.to_pylist() for column, values in columns.items()}
    fresh = {}
    for column, values in texts.items():
        known = judge.memory.setdefault(column.name, {})
        if len(known) > _REMEMBERED:
            known.clear()
        unseen = [value for value in values if value not in known]
        if unseen:
            fresh[column] = pa.array(unseen, pa.string())
    for column, (values, is_right) in _asked(connection, fresh, judge.limits).items():
        pairs = zip(values.to_pylist(), is_right.tolist(), strict=True)
        judge.memory[column.name].update(zip(fresh[column].to_pylist(), pairs, strict=True))
    found = {
        column: [judge.memory[column.name][v] for v in values] for column, values in texts.items()
    }
    return {
        column: (
            pa.array([value for value, _ in pairs], pa.string()),
            np.array([is_right for _, is_right in pairs], dtype=bool),
        )
        for column, pairs in found.items()
    }


def _asked(
    connection: duckdb.DuckDBPyConnection, columns: Mapping[Column, pa.Array], limits: Limits
) -> dict[Column, Judged]:
    """Columns of any length in one query, filled up with nulls to the longest."""
    longest = max((len(values) for values in columns.values()), default=0)
    if not longest:
        return {column: (values, np.ones(0, dtype=bool)) for column, values in columns.items()}
    filled = {
        column.name: pa.concat_arrays([values, pa.nulls(longest - len(values), pa.string())])
        if len(values) < longest
        else values
        for column, values in columns.items()
    }
    connection.register("given_values", pa.table(filled))
    found = connection.sql(columns_sql(list(columns), "given_values", limits)).to_arrow_table()
    return {
        column: (
            found[column.name].combine_chunks().slice(0, len(values)),
            found[f"ok_{column.name}"].to_numpy()[: len(values)],
        )
        for column, values in columns.items()
    }
