"""Landing: a batch becomes Parquet files, one dlt load, and only then files leave the inbox."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pyarrow.parquet as pq

from ingest.batch import Batch
from ingest.gathering import Harvest
from ingest.lake import Load
from ingest.ledger import deliveries_table, rejects_table
from ingest.moving import Journal, carry_out
from ingest.streams import UnreadableError
from ingest.writing import DatasetFile

Tell = Callable[[str, float], None]


def land(batch: Batch, scratch: Path, journal: Journal, tell: Tell) -> None:
    """Write and load everything the batch holds, then move its files; nothing new, no load."""
    if batch.harvest.entries or batch.streams or batch.harvest.parts:
        folder = scratch / "landing"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        batch.report.load_id = batch.lake.load(
            _datasets(batch), lambda load: _write(batch, folder, load, journal, tell)
        )
        _count(batch)
        shutil.rmtree(folder)
    for move in (*batch.moves, *batch.tidied):
        carry_out(move)
    journal.finish([])


def _datasets(batch: Batch) -> list[str]:
    return sorted({*batch.harvest.parts, *(stream.table.dataset for stream in batch.streams)})


def _write(
    batch: Batch, folder: Path, load: Load, journal: Journal, tell: Tell
) -> Mapping[str, tuple[Path, int]]:
    files: dict[str, tuple[Path, int]] = {}
    datasets = _datasets(batch)
    for number, dataset in enumerate(datasets):
        tell(dataset, number / len(datasets))
        path, rows = _write_dataset(batch, dataset, folder, load)
        if rows:
            files[dataset] = path, rows
    batch.accept_streams()
    deliveries = deliveries_table(batch.harvest.entries, load.load_id, load.loaded_at)
    rejects = rejects_table(
        batch.desk.connection, batch.harvest.rejected, load.load_id, load.loaded_at
    )
    for name, table in (("deliveries", deliveries), ("rejects", rejects)):
        if table.num_rows:
            pq.write_table(table, folder / f"{name}.parquet", compression="zstd")
            files[name] = folder / f"{name}.parquet", table.num_rows
    journal.write(load.load_id, batch.moves)
    return files


def _write_dataset(batch: Batch, dataset: str, folder: Path, load: Load) -> tuple[Path, int]:
    """Tables in memory first, then streams; begun again without a file that breaks off."""
    while True:
        path = folder / f"{dataset}.parquet"
        found = Harvest()
        streams = [stream for stream in batch.streams if stream.table.dataset == dataset]
        try:
            with DatasetFile(path, dataset, load) as file:
                for table in batch.harvest.parts.get(dataset, []):
                    file.add(table, batch.origins)
                for stream in streams:
                    found.add(stream.pour(batch.desk, lambda rows: file.add(rows, batch.origins)))
        except UnreadableError as error:
            batch.refuse_unreadable(error.refusals)
        else:
            batch.harvest.add(found)
            return path, file.rows


def _count(batch: Batch) -> None:
    incomplete = set()
    for entry in batch.harvest.entries:
        if entry.status == "loaded":
            report = batch.report.of(entry.source)
            report.rows += entry.row_count
            report.rejected += entry.rejected_count
            if entry.reason is not None:
                report.doubts.setdefault(entry.file_name, entry.reason)
            if not entry.is_complete:
                incomplete.add((entry.source, entry.delivery_id))
    for source, _ in incomplete:
        batch.report.of(source).incomplete += 1
