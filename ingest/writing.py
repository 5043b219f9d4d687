"""Lake files: rows with their meta columns, written to Parquet while the next ones are read."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import pyarrow as pa
import pyarrow.parquet as pq

from ingest.contracts import DATASETS
from ingest.lake import Load
from ingest.ledger import lake_schemas
from ingest.mapping import FILE_NO, ROW_NUMBER

_PLAIN = frozenset({"url", "props", "referrer", "_row_number"})
"""Nearly every value differs, so a dictionary of them would be thrown away again."""
_BOUNDED = ("_loaded_at", "_delivery_id", "_load_id", "source")
"""With days and instants, what questions leave row groups out by; bounds of all cost as much again
as the writing."""
_TIMES = ("day", "instant")
_ENCODED = {"_row_number": "DELTA_BINARY_PACKED"}
_CODED = pa.dictionary(pa.int32(), pa.string())


@dataclass(frozen=True)
class Origin:
    """Where the rows with one file number come from."""

    source: str
    delivery_id: str
    name: str


class DatasetFile:
    """The one Parquet file of a dataset in a load; a second thread compresses and writes."""

    def __init__(self, path: Path, dataset: str, load: Load) -> None:
        self.path = path
        self.rows = 0
        self._dataset = dataset
        self._schema = lake_schemas()[dataset]
        self._dated = [column.name for column in DATASETS[dataset].columns if column.kind in _TIMES]
        self._load = load
        self._writer: pq.ParquetWriter | None = None
        self._thread = ThreadPoolExecutor(max_workers=1)
        self._pending: Future[None] | None = None

    def __enter__(self) -> DatasetFile:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            self._wait()
        finally:
            self._thread.shutdown()
            if self._writer is not None:
                self._writer.close()

    def add(self, rows: pa.RecordBatch | pa.Table, origins: Mapping[int, Origin]) -> None:
        """Append rows in the lake's columns, numbered by file and row."""
        if rows.num_rows == 0:
            return
        table = pa.table(rows) if isinstance(rows, pa.Table) else pa.Table.from_batches([rows])
        columns = self._with_meta(table, origins)
        self._wait()
        self._pending = self._thread.submit(self._write, columns)
        self.rows += table.num_rows

    def _write(self, columns: Mapping[str, pa.ChunkedArray | pa.Array]) -> None:
        """What the first rows bring as dictionaries is written as such, and so are all others."""
        if self._writer is None:
            self._writer = self._opened({n for n, c in columns.items() if _is_coded(c.type)})
        schema = self._writer.schema
        arrays = [_as(columns[field.name], field.type) for field in schema]
        self._writer.write_table(pa.table(arrays, schema=schema))

    def _opened(self, coded: Container[str]) -> pq.ParquetWriter:
        kept = [(f.name, _CODED if f.name in coded else f.type) for f in self._schema]
        # Where values that repeat came as dictionaries, those of the other columns hardly do.
        is_told = any(column.name in coded for column in DATASETS[self._dataset].columns)
        plain = {f.name for f in self._schema if f.name not in coded} if is_told else _PLAIN
        # Without Arrow's own schema, dictionaries are read back as the text that they stand for.
        return pq.ParquetWriter(
            self.path,
            pa.schema(kept),
            compression="zstd",
            use_dictionary=[name for name in self._schema.names if name not in plain],
            write_statistics=[*_BOUNDED, *self._dated],
            column_encoding=_ENCODED,
            store_schema=False,
        )

    def _wait(self) -> None:
        if self._pending is not None:
            pending, self._pending = self._pending, None
            pending.result()

    def _with_meta(
        self, table: pa.Table, origins: Mapping[int, Origin]
    ) -> dict[str, pa.ChunkedArray | pa.Array]:
        encoded = table[FILE_NO].combine_chunks().dictionary_encode()
        known = [origins[number] for number in encoded.dictionary.to_pylist()]
        count = table.num_rows
        meta = {
            "source": _repeated(encoded, (origin.source for origin in known)),
            "_delivery_id": _repeated(encoded, (origin.delivery_id for origin in known)),
            "_load_id": _repeated(encoded, [self._load.load_id] * len(known)),
            "_loaded_at": pa.repeat(pa.scalar(self._load.loaded_at, pa.timestamp("us")), count),
            "_source_file": _repeated(encoded, (origin.name for origin in known)),
            "_row_number": table[ROW_NUMBER],
        }
        return {name: meta[name] if name in meta else table[name] for name in self._schema.names}


def _is_coded(kind: pa.DataType) -> bool:
    return pa.types.is_dictionary(kind)


def _as(column: pa.ChunkedArray | pa.Array, kind: pa.DataType) -> pa.ChunkedArray | pa.Array:
    if _is_coded(kind) == _is_coded(column.type):
        return column
    return column.dictionary_encode() if _is_coded(kind) else column.cast(kind)


def _repeated(encoded: pa.DictionaryArray, values: Iterable[str]) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(encoded.indices, pa.array(list(values), pa.string()))
