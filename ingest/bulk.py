"""JSON lines on their way into the lake: streamed, checked and written without being held."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from threading import Thread

import duckdb
import pyarrow as pa

from ingest import event_files
from ingest.contracts.spend import AD_SPEND
from ingest.coverage import entries
from ingest.delivery import FileDelivery
from ingest.descriptions import TableDescription
from ingest.engine import set_zone
from ingest.gathering import Desk, Harvest, headers, rejected_rows
from ingest.mapping import FILE_NO, ROW_NUMBER
from ingest.rejects import CHUNK, Delivered, Reject, broken, explain, get_ready
from ingest.staging import Split, split
from ingest.streams import Sink, UnreadableError
from ingest.tally import Tally
from ingest.words import RefusalError

DATA_ERRORS = (duckdb.IOException, duckdb.InvalidInputException, OSError, pa.ArrowInvalid)
"""What DuckDB raises, itself or through Arrow, when a file is at fault and not the question."""


@dataclass(frozen=True)
class EventStream:
    """Deliveries of one source in JSON lines, numbered without a gap."""

    table: TableDescription
    deliveries: Sequence[FileDelivery]

    @property
    def timezone(self) -> str:
        """The zone of times that name none."""
        return self.deliveries[0].source.timezone

    def without(self, numbers: set[int]) -> EventStream:
        """The same without some deliveries."""
        left = [delivery for delivery in self.deliveries if delivery.number not in numbers]
        return replace(self, deliveries=left)

    def pour(self, desk: Desk, sink: Sink) -> Harvest:
        """Send every row that passes to `sink`; gives back the books.

        Raises:
            UnreadableError: after rows were sent already, so what was written must be thrown away.
        """
        tally = Tally(has_partitions=self.table.dataset == AD_SPEND.name)
        refused = _Refused(desk, self, tally)
        try:
            for part in _parts(desk, self):
                tally.add_passed(part.passed)
                sink(part.passed)
                refused.add(part.suspects)
            refused.finish()
        except DATA_ERRORS as error:
            raise UnreadableError(_unreadable(desk, self, error)) from error
        found = Harvest(rejected=rejected_rows(refused.rejects, self.deliveries, self.table))
        for delivery in self.deliveries:
            found.entries += entries(delivery, self.table, tally, ())
        return found


class _Refused:
    """Rows of a stream that may not pass, explained many at a time.

    Explaining a handful takes as long as explaining thousands, and the text of a torn line can
    only be had by reading its file once more.
    """

    def __init__(self, desk: Desk, stream: EventStream, tally: Tally) -> None:
        self.rejects: list[Reject] = []
        self._desk = desk
        self._stream = stream
        self._tally = tally
        self._waiting: list[pa.RecordBatch] = []
        self._torn: dict[int, list[int]] = {}
        self._ready: Thread | None = None

    def add(self, suspects: pa.RecordBatch) -> None:
        """Rows that break their contract, or hold nothing at all."""
        if suspects.num_rows == 0:
            return
        self._ready = self._ready or get_ready(self._stream.table.contract, self._desk.limits)
        constants = list(self._stream.table.constants)
        torn = event_files.is_malformed(suspects, self._stream.table.contract, constants)
        for row in suspects.filter(pa.array(torn)).select([FILE_NO, ROW_NUMBER]).to_pylist():
            self._torn.setdefault(row[FILE_NO], []).append(row[ROW_NUMBER])
        self._waiting.append(suspects.filter(pa.array(~torn)))
        if sum(batch.num_rows for batch in self._waiting) >= CHUNK:
            self._explain()

    def finish(self) -> None:
        """Explain what is left."""
        self._explain()
        paths = {delivery.number: delivery.path for delivery in self._stream.deliveries}
        for number, rows in self._torn.items():
            found = broken(number, event_files.lines(paths[number], rows))
            self._tally.add_refused(found)
            self.rejects += found

    def _explain(self) -> None:
        waiting = pa.concat_batches(self._waiting) if self._waiting else None
        self._waiting.clear()
        if self._ready is None or waiting is None or waiting.num_rows == 0:
            return
        self._ready.join()
        table = self._stream.table
        delivered = Delivered(headers(table))
        found = explain(waiting, table.contract, delivered, self._desk.limits)
        self._tally.add_refused(found)
        self._tally.add_refused_partitions(waiting)
        self.rejects += found


def _parts(desk: Desk, stream: EventStream) -> Iterator[Split]:
    paths = [delivery.path for delivery in stream.deliveries]
    numbers = [delivery.number for delivery in stream.deliveries]
    relation = event_files.relation(paths, numbers, stream.table)
    set_zone(desk.connection, stream.timezone)
    return split(desk.connection, relation, desk.hasher, desk.limits, event_files.RowNumbers())


def _unreadable(desk: Desk, stream: EventStream, cause: Exception) -> dict[int, RefusalError]:
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
