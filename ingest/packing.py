"""Packs the many small files of old loads into one file per dataset and month of loading."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from ingest.lake import Lake
from ingest.lake_files import LakeFile, files_of, lake_files, pack_name, superseded
from ingest.ledger import lake_schemas

ROW_GROUP = 122_880
"""Rows a group: as many as DuckDB reads at once, and few enough to leave a load's out."""
UNFINISHED = ".part"


class PackingError(Exception):
    """A file of the lake cannot be read; the message says which. Nothing was changed."""


@dataclass(frozen=True)
class Packed:
    """What one dataset's files of one month became."""

    dataset: str
    path: Path
    files: int
    rows: int


def pack(lake: Lake, upto: str) -> Iterator[Packed]:
    """Pack every month's files of finished loads up to the load `upto`, one pack after another.

    Each pack counts from the moment it has its name; what it replaces stays until `remove_packed`.

    Raises:
        PackingError: when a file cannot be read; packs made before stay.
    """
    loads = {load for load in lake.finished_loads() if load <= upto}
    for dataset, schema in lake_schemas().items():
        folder = lake.path / dataset
        for path in folder.glob(f"*{UNFINISHED}"):
            path.unlink()
        old = [file for file in files_of(folder, loads) if file.last_load <= upto]
        for _, group in groupby(old, key=_month):
            files = list(group)
            if len(files) > 1:
                yield _pack(dataset, files, schema)


def packed(lake: Lake) -> list[Path]:
    """Files of the lake whose rows are in a pack as well."""
    return [
        file.path
        for dataset in lake_schemas()
        for file in superseded(lake_files(lake.path / dataset))
    ]


def _month(file: LakeFile) -> tuple[int, int]:
    moment = datetime.fromtimestamp(float(file.last_load), UTC)
    return moment.year, moment.month


def _pack(dataset: str, files: Sequence[LakeFile], schema: pa.Schema) -> Packed:
    target = files[0].path.with_name(pack_name(files[0].first_load, files[-1].last_load))
    unfinished = target.with_name(target.name + UNFINISHED)
    rows = 0
    with pq.ParquetWriter(unfinished, schema, compression="zstd", store_schema=False) as writer:
        for table in _gathered(files, schema):
            writer.write_table(table)
            rows += table.num_rows
    with unfinished.open("rb") as handle:
        os.fsync(handle.fileno())
    unfinished.replace(target)
    return Packed(dataset, target, len(files), rows)


def _gathered(files: Sequence[LakeFile], schema: pa.Schema) -> Iterator[pa.Table]:
    """Rows in the order of loads and in today's columns, about a row group at a time."""
    waiting: list[pa.RecordBatch] = []
    for file in files:
        for batch in _batches(file.path, schema):
            waiting.append(batch)
            if sum(part.num_rows for part in waiting) >= ROW_GROUP:
                yield pa.Table.from_batches(waiting, schema)
                waiting = []
    if waiting:
        yield pa.Table.from_batches(waiting, schema)


def _batches(path: Path, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    """Rows of a file; columns that it lacks are empty."""
    try:
        yield from ds.dataset(path, schema=schema).to_batches(
            batch_size=ROW_GROUP, batch_readahead=1, fragment_readahead=1
        )
    except (OSError, pa.ArrowException) as error:
        raise PackingError(f"{path} cannot be read: {error}") from error
