"""JSON lines on their way into the lake: streamed, checked and written without being held."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from ingest import event_files
from ingest.contracts import AD_SPEND
from ingest.coverage import entries
from ingest.delivery import FileDelivery
from ingest.descriptions import TableDescription
from ingest.engine import set_zone
from ingest.gathering import Desk, Harvest, headers, rejected_rows
from ingest.mapping import FILE_NO, ROW_NUMBER
from ingest.rejects import Delivered, Reject, broken, explain
from ingest.staging import Split, split
from ingest.tally import Tally
from ingest.words import RefusalError

DATA_ERRORS = (duckdb.IOException, duckdb.InvalidInputException, OSError, pa.ArrowInvalid)
"""What DuckDB raises, itself or through Arrow, when a file is at fault and not the question."""
Sink = Callable[[pa.RecordBatch], None]


@dataclass(frozen=True)
class Stream:
    """Deliveries of one source in JSON lines, numbered without a gap."""

    table: TableDescription
    deliveries: Sequence[FileDelivery]

    @property
    def timezone(self) -> str:
        """The zone of times that name none."""
        return self.deliveries[0].source.timezone


class UnreadableError(Exception):
    """Some files of a stream broke off; `refusals` say which, by number of the delivery."""

    def __init__(self, refusals: dict[int, RefusalError]) -> None:
        super().__init__(", ".join(str(refusal) for refusal in refusals.values()))
        self.refusals = refusals


def pour(desk: Desk, stream: Stream, sink: Sink) -> Harvest:
    """Send every row that passes to `sink`; gives back the books.

    Raises:
        UnreadableError: after rows were sent already, so what was written must be thrown away.
    """
    tally = Tally(has_partitions=stream.table.dataset == AD_SPEND.name)
    rejects: list[Reject] = []
    try:
        for part in _parts(desk, stream):
            tally.add_passed(part.passed)
            sink(part.passed)
            if part.suspects.num_rows:
                reasons = _reasons(desk, stream, part.suspects)
                tally.add_refused(part.suspects, reasons)
                rejects += reasons
    except DATA_ERRORS as error:
        raise UnreadableError(_unreadable(desk, stream, error)) from error
    found = Harvest(rejected=rejected_rows(rejects, stream.deliveries, stream.table))
    for delivery in stream.deliveries:
        found.entries += entries(delivery, stream.table, tally, ())
    return found


def _parts(desk: Desk, stream: Stream) -> Iterator[Split]:
    paths = [delivery.path for delivery in stream.deliveries]
    numbers = [delivery.number for delivery in stream.deliveries]
    relation = event_files.relation(paths, numbers, stream.table)
    set_zone(desk.connection, stream.timezone)
    return split(desk.connection, relation, desk.hasher, desk.clock, event_files.RowNumbers())


def _reasons(desk: Desk, stream: Stream, suspects: pa.RecordBatch) -> list[Reject]:
    constants = list(stream.table.constants)
    malformed = event_files.is_malformed(suspects, stream.table.contract, constants)
    contract = stream.table.contract
    read = suspects.filter(pa.array(~malformed))
    found = explain(read, contract, Delivered(headers(stream.table)), desk.clock)
    by_file: dict[int, list[int]] = {}
    for row in suspects.filter(pa.array(malformed)).select([FILE_NO, ROW_NUMBER]).to_pylist():
        by_file.setdefault(row[FILE_NO], []).append(row[ROW_NUMBER])
    paths = {delivery.number: delivery.path for delivery in stream.deliveries}
    for number, rows in by_file.items():
        found += broken(number, event_files.lines(paths[number], rows))
    return found


def _unreadable(desk: Desk, stream: Stream, cause: Exception) -> dict[int, RefusalError]:
    """Which files DuckDB could not read to their end; raises `cause` when each alone can be."""
    refusals: dict[int, RefusalError] = {}
    for delivery in stream.deliveries:
        try:
            event_files.check_whole(delivery.path)
            relation = event_files.relation([delivery.path], [0], stream.table)
            desk.connection.execute(f"select count(*) from {relation.sql}").fetchall()
        except RefusalError as refusal:
            refusals[delivery.number] = refusal
        except DATA_ERRORS as error:
            line = str(error).splitlines()[0]
            refusals[delivery.number] = RefusalError(
                "not_readable",
                f"The file cannot be read as JSON lines: {line}",
                f"文件无法按 JSON lines 读取：{line}",
            )
    if not refusals:
        raise cause
    return refusals
