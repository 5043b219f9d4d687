"""Event exports of analytics systems on their way into the lake, part by part."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pyarrow as pa

from ingest.contracts.events import EVENTS
from ingest.coverage import entries
from ingest.delivery import FileDelivery
from ingest.descriptions import SourceDescription, TableDescription
from ingest.engine import set_zone
from ingest.gathering import Desk, Harvest, context_of, headers, rejected_rows
from ingest.mapping import to_contract
from ingest.readers.reading import Sheet
from ingest.readers.tracker_file import TrackerFile, open_tracker, sheets
from ingest.rejects import Delivered, Reject, broken, explain
from ingest.staging import from_table, split
from ingest.streams import Sink, UnreadableError
from ingest.tally import Tally
from ingest.words import RefusalError

_ROWS = 50_000
"""Rows to check together, of one file or of many."""
_PART = re.compile(r"[-_](\d{12})(?=[.])")
"""How BigQuery numbers the files of an export that it cuts."""
_LEVELS = {"whole_days": "day", "whole_visits": "visit"}
Opened = tuple[FileDelivery, TrackerFile]


def open_file(delivery: FileDelivery) -> TrackerFile:
    """See `open_tracker`."""
    return open_tracker(delivery.path, delivery.source)


def streams_of(source: SourceDescription, opened: Sequence[Opened]) -> list[TrackerStream]:
    """One stream for each dataset of the source; all read the same files."""
    return [TrackerStream(table, opened) for table in source.tables]


@dataclass(frozen=True)
class TrackerStream:
    """Files of one source, and the one of its tables that is wanted of them."""

    table: TableDescription
    files: Sequence[Opened]

    @property
    def deliveries(self) -> list[FileDelivery]:
        """The files as delivered."""
        return [delivery for delivery, _ in self.files]

    @property
    def source(self) -> SourceDescription:
        """Whose files they are."""
        return self.files[0][1].source

    def without(self, numbers: set[int]) -> TrackerStream:
        """The same without some deliveries."""
        return replace(self, files=[one for one in self.files if one[0].number not in numbers])

    def pour(self, desk: Desk, sink: Sink) -> Harvest:
        """Send every row that passes to `sink`; gives back the books.

        Raises:
            UnreadableError: after rows were sent already, so what was written must be thrown away.
        """
        books = _Books(desk, self)
        set_zone(desk.connection, self.source.timezone)
        for rows in _gathered(books):
            relation = from_table(desk.connection, rows, self.table.contract)
            for part in split(desk.connection, relation, desk.hasher, desk.limits):
                books.add(part.passed, part.suspects, rows)
                sink(part.passed)
        return books.harvest()


@dataclass
class _Books:
    """What is counted and refused while the rows of one stream go by."""

    desk: Desk
    stream: TrackerStream
    rejects: list[Reject] = field(default_factory=list)
    tally: Tally = field(default_factory=lambda: Tally(has_partitions=False))

    @property
    def level(self) -> str:
        """What is delivered whole, if anything is."""
        is_events = self.stream.table.dataset == EVENTS.name
        return _LEVELS.get(self.stream.source.delivers, "") if is_events else ""

    def note(self, number: int, sheet: Sheet) -> None:
        """Lines that are no events."""
        found = broken(number, sheet.broken)
        self.tally.add_refused(found)
        self.rejects += found

    def add(self, passed: pa.RecordBatch, suspects: pa.RecordBatch, rows: pa.Table) -> None:
        """Rows that will be loaded, and rows that break their contract, of `rows` as delivered."""
        self.tally.add_passed(passed)
        if self.level:
            self.tally.add_days(passed, suspects, self.level)
        if suspects.num_rows:
            table = self.stream.table
            delivered = Delivered(headers(table), rows)
            found = explain(suspects, table.contract, delivered, self.desk.limits)
            self.tally.add_refused(found)
            self.rejects += found

    def harvest(self) -> Harvest:
        """The books, once all rows have gone by."""
        table, deliveries = self.stream.table, self.stream.deliveries
        if self.level == "day":
            _join_parts(deliveries)
        found = Harvest(rejected=rejected_rows(self.rejects, deliveries, table))
        for delivery in deliveries:
            found.entries += entries(delivery, table, self.tally, ())
        return found


def _gathered(books: _Books) -> Iterator[pa.Table]:
    """The rows of all files under the contract's names, enough of them at a time."""
    waiting: list[pa.Table] = []
    for rows in _rows(books):
        waiting.append(rows)
        if sum(table.num_rows for table in waiting) >= _ROWS:
            yield pa.concat_tables(waiting, promote_options="default")
            waiting.clear()
    if any(table.num_rows for table in waiting):
        yield pa.concat_tables(waiting, promote_options="default")


def _rows(books: _Books) -> Iterator[pa.Table]:
    table = books.stream.table
    if books.level:
        table = table.model_copy(
            update={"columns": {**table.columns, "partition_id": "partition_id"}}
        )
    refusals: dict[int, RefusalError] = {}
    for delivery, file in books.stream.files:
        context = context_of(delivery, {})
        try:
            for sheet in sheets(file, table.sheet):
                books.note(delivery.number, sheet)
                yield to_contract(sheet, table, context)
                _note_end(delivery, sheet)
        except RefusalError as refusal:
            refusals[delivery.number] = refusal
    if refusals:
        raise UnreadableError(refusals)


def _note_end(delivery: FileDelivery, sheet: Sheet) -> None:
    """A file of days is partial when its last line is torn."""
    if delivery.source.delivers == "whole_days":
        torn = sheet.broken[-1].number if sheet.broken else 0
        is_torn = torn > (sheet.numbers[-1] if sheet.numbers else 0)
        delivery.missing = f"line {torn}, the last one, breaks off" if is_torn else ""


def _join_parts(deliveries: Sequence[FileDelivery]) -> None:
    """Files of one export that was cut count together, and only when no number is left out."""
    exports: dict[str, dict[int, FileDelivery]] = {}
    for delivery in deliveries:
        if number := _PART.search(delivery.path.name):
            exports.setdefault(_export(delivery.path), {})[int(number[1])] = delivery
    for parts in exports.values():
        missing = sorted(set(range(max(parts))) - set(parts))
        torn = [part.missing for part in parts.values() if part.missing]
        made = max(part.delivered_at for part in parts.values())
        for part in parts.values():
            part.delivered_at = made
            part.missing = f"part {missing[0]} of the export" if missing else "".join(torn[:1])


def _export(path: Path) -> str:
    return _PART.sub("", path.name)
