"""Rows of spend about the same object and day as another row of their file, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

import duckdb
import numpy as np
import pyarrow as pa

from ingest.contracts.spend import AD_SPEND
from ingest.mapping import FILE_NO
from ingest.tally import Partition

_PARTITION = (FILE_NO, "account_id", "level", "stat_date")
_OBJECT = tuple(name for name in AD_SPEND.key if name not in ("source", *_PARTITION))
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
"""Odd, so that multiplying by it loses nothing; columns take part in a hash one after the other."""
_NOTHING = np.uint64(0x632BE59BD9B4E019)
"""Stands for a cell that is empty."""
_MIDDLE = np.uint64(1 << 63)
_WORDS = (
    f"select case when word is null then cast({_NOTHING} as ubigint) else hash(word) end as hashed "
    "from words"
)
Repeated = dict[int, Counter[Partition]]


class Repeats:
    """Sixteen bytes of hashes a row, kept for the files whose rows still go by.

    Two objects of one day share a hash of 64 bits once in a million files of five million rows.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._cursor = connection.cursor()
        self._waiting: list[tuple[np.ndarray, np.ndarray]] = []
        self._last = -1
        self._found: Counter[int] = Counter()

    def add(self, passed: pa.RecordBatch) -> None:
        """Note rows that will be loaded; files come one after the other."""
        numbers = passed[FILE_NO].to_numpy()
        if numbers.min() > self._last:
            self._count()
        self._last = max(self._last, int(numbers.max()))
        partitions = self._hashed(passed, _PARTITION)
        self._waiting.append((self._hashed(passed, _OBJECT, partitions), partitions))

    def count(self, partitions: Mapping[int, Iterable[Partition]]) -> Repeated:
        """By file and partition, how many rows repeat another; forgets all rows."""
        self._count()
        known = [(file_no, *key) for file_no, keys in partitions.items() for key in keys]
        found: Repeated = {}
        if self._found:
            days = pa.Table.from_pylist([dict(zip(_PARTITION, key, strict=True)) for key in known])
            hashes = self._hashed(days.combine_chunks().to_batches()[0], _PARTITION).tolist()
            for (file_no, *partition), day in zip(known, hashes, strict=True):
                if count := self._found[day]:
                    account, level, stat_date = partition
                    found.setdefault(file_no, Counter())[account, level, stat_date] = count
        self._cursor.close()
        return found

    def _count(self) -> None:
        if not self._waiting:
            return
        rows, partitions = map(np.concatenate, zip(*self._waiting, strict=True))
        self._waiting.clear()
        again = _found_twice(rows)
        if len(again):
            is_repeated = np.isin(rows, again)
            _, first = np.unique(rows[is_repeated], return_index=True)
            self._found.update(partitions[is_repeated].tolist())
            self._found.subtract(partitions[is_repeated][first].tolist())

    def _hashed(
        self, rows: pa.RecordBatch, names: Sequence[str], hashes: np.ndarray | None = None
    ) -> np.ndarray:
        """A hash of columns for each row, going on from `hashes`."""
        hashes = np.zeros(rows.num_rows, np.uint64) if hashes is None else hashes
        texts = [_texts(rows[name]) for name in names]
        self._cursor.register("words", pa.table({"word": pa.concat_arrays(texts)}))
        words = self._cursor.execute(_WORDS).fetchnumpy()["hashed"]
        ends = np.cumsum([len(values) for values in texts])[:-1]
        for name, values in zip(names, np.split(words, ends), strict=True):
            hashes = hashes * _FACTOR + _of_rows(rows[name], values)
        return hashes


def _found_twice(rows: np.ndarray) -> np.ndarray:
    """Each hash that several rows share; small ones and large ones are sorted side by side."""
    is_small = rows < _MIDDLE
    with ThreadPoolExecutor(2) as pool:
        halves = pool.map(np.sort, (rows[is_small], rows[~is_small]))
        twice = [half[1:][half[1:] == half[:-1]] for half in halves]
    return np.unique(np.concatenate(twice))


def _texts(column: pa.Array) -> pa.Array:
    """What has to be hashed of a column."""
    values = column.dictionary if isinstance(column, pa.DictionaryArray) else column
    return values.cast(pa.string())


def _of_rows(column: pa.Array, values: np.ndarray) -> np.ndarray:
    """The hash of each row, or the one of all rows, given those of `_texts`."""
    if not isinstance(column, pa.DictionaryArray):
        return values
    if column.indices.null_count:
        codes = column.indices.fill_null(len(values)).to_numpy()
        return np.append(values, _NOTHING)[codes]
    return values if len(values) == 1 else values[column.indices.to_numpy()]
