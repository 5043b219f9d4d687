"""The bulk route for delimited files: read, checked and written part by part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Thread

import pyarrow as pa

from ingest.coded import Judge, split_table
from ingest.columnar import part_to_contract
from ingest.contracts.spend import AD_SPEND
from ingest.coverage import compare_totals, entries
from ingest.delivery import FileDelivery
from ingest.descriptions import SourceDescription, TableDescription
from ingest.engine import set_zone
from ingest.gathering import (
    Desk,
    Harvest,
    accounts_of,
    context_of,
    headers,
    rejected_rows,
)
from ingest.readers.delimited import Delimited, open_delimited, parts
from ingest.readers.pieces import is_coded, plain_table
from ingest.readers.reading import Sheet
from ingest.readers.table_file import is_workbook
from ingest.rejects import CHUNK, Delivered, Reject, broken, delivered_rows, explain, get_ready
from ingest.repeats import Repeats
from ingest.streams import Sink, UnreadableError
from ingest.tally import Tally
from ingest.words import RefusalError

_ROWS = 100_000
"""Small files are checked together until they have as many rows."""
Opened = tuple[FileDelivery, Delimited]


def takes(source: SourceDescription, path: Path) -> bool:
    """Whether `path` is a delimited file whose rows need nothing from one another."""
    if source.format not in ("csv", "table") or len(source.tables) != 1:
        return False
    table = source.tables[0]
    needs_others = table.generated or table.lookups or table.adds_up or table.days_in
    return not (needs_others or table.sums or table.is_part or is_workbook(path))


def open_file(delivery: FileDelivery) -> Delimited:
    """See `open_delimited`."""
    return open_delimited(delivery.path, delivery.source)


@dataclass(frozen=True)
class TableStream:
    """Delimited files of one source whose headers were found."""

    files: Sequence[Opened]
    accounts: frozenset[str] = frozenset()
    """Those that the source is known to report."""

    @property
    def table(self) -> TableDescription:
        """The one table of each file."""
        return self.files[0][1].table

    @property
    def deliveries(self) -> list[FileDelivery]:
        """The files as delivered."""
        return [delivery for delivery, _ in self.files]

    def without(self, numbers: set[int]) -> TableStream:
        """The same without some deliveries."""
        return replace(self, files=[one for one in self.files if one[0].number not in numbers])

    def pour(self, desk: Desk, sink: Sink) -> Harvest:
        """Send every row that passes to `sink`; gives back the books.

        Raises:
            UnreadableError: after rows were sent already, so what was written must be thrown away.
        """
        books, judge = _Books(desk, self), Judge(desk.limits)
        set_zone(desk.connection, self.deliveries[0].source.timezone)
        for rows in _ahead(_gathered(books)):
            for part in split_table(desk.connection, rows, self.table.contract, desk.hasher, judge):
                books.add(part.passed)
                sink(part.passed)
                books.refuse(part.suspects, rows)
        return books.harvest()


@dataclass
class _Books:
    """What is counted and refused while the rows of one stream go by."""

    desk: Desk
    stream: TableStream
    rejects: list[Reject] = field(default_factory=list)
    totals: dict[int, dict[str, str]] = field(default_factory=dict)
    broken: list[Reject] = field(default_factory=list)
    """Kept apart, as another thread finds them."""
    _waiting: list[tuple[pa.RecordBatch, pa.Table]] = field(default_factory=list)
    _ready: Thread | None = None

    def __post_init__(self) -> None:
        self.tally = Tally(has_partitions=self.stream.table.dataset == AD_SPEND.name)
        self._repeats = Repeats(self.desk.connection) if self.tally.has_partitions else None

    def note(self, delivery: FileDelivery, others: Sheet) -> None:
        """Total rows, and rows that could not be taken apart."""
        totals = self.totals.setdefault(delivery.number, {})
        totals.update({h: v for h, v in others.totals.items() if h not in totals})
        self.broken += broken(delivery.number, others.broken)

    def add(self, passed: pa.RecordBatch) -> None:
        """Rows that will be loaded."""
        self.tally.add_passed(passed)
        if self._repeats is not None and passed.num_rows:
            self._repeats.add(passed)

    def refuse(self, suspects: pa.RecordBatch, rows: pa.Table) -> None:
        """Rows that break their contract; `rows` holds them as delivered."""
        if suspects.num_rows:
            self._waiting.append((suspects, plain_table(delivered_rows(rows, suspects))))
            self._ready = self._ready or get_ready(self.stream.table.contract, self.desk.limits)
        if sum(waiting.num_rows for waiting, _ in self._waiting) >= CHUNK:
            self._explain()

    def harvest(self) -> Harvest:
        """The books, once all rows have gone by."""
        self._explain()
        self.tally.add_refused(self.broken)
        table, tally = self.stream.table, self.tally
        if self._repeats is not None:
            tally.repeated = self._repeats.count(tally.partitions)
        sheets = [
            (delivery, Sheet(file.header.names, [], [], self.totals.get(delivery.number, {})))
            for delivery, file in self.stream.files
        ]
        compare_totals(self.desk.connection, sheets, table, tally)
        known = {*self.stream.accounts, *accounts_of(tally)}
        found = Harvest(
            rejected=rejected_rows([*self.broken, *self.rejects], self.stream.deliveries, table)
        )
        for delivery in self.stream.deliveries:
            found.entries += entries(delivery, table, tally, known)
        return found

    def _explain(self) -> None:
        if not self._waiting:
            return
        if self._ready is not None:
            self._ready.join()
        suspects = pa.concat_batches([waiting for waiting, _ in self._waiting])
        rows = pa.concat_tables([rows for _, rows in self._waiting])
        self._waiting.clear()
        table = self.stream.table
        found = explain(suspects, table.contract, Delivered(headers(table), rows), self.desk.limits)
        self.tally.add_refused(found)
        self.tally.add_refused_partitions(suspects)
        self.rejects += found


def _gathered(books: _Books) -> Iterator[pa.Table]:
    """The rows of all files under the contract's names, enough of them at a time."""
    waiting: list[pa.Table] = []
    for rows in _rows(books):
        if waiting and (is_coded(rows) or sum(table.num_rows for table in waiting) >= _ROWS):
            yield pa.concat_tables(waiting, promote_options="default")
            waiting.clear()
        if is_coded(rows):
            yield rows
        else:
            waiting.append(rows)
    if waiting:
        yield pa.concat_tables(waiting, promote_options="default")


def _rows(books: _Books) -> Iterator[pa.Table]:
    stream = books.stream
    refusals: dict[int, RefusalError] = {}
    for delivery, file in stream.files:
        context = context_of(delivery, {})
        try:
            for part in parts(file):
                books.note(delivery, part.others)
                yield part_to_contract(part, stream.table, context)
        except RefusalError as refusal:
            refusals[delivery.number] = refusal
    if refusals:
        raise UnreadableError(refusals)


def _ahead(tables: Iterator[pa.Table]) -> Iterator[pa.Table]:
    """The same, the next one made ready while the last one is looked at."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        coming = thread.submit(next, tables, None)
        while (table := coming.result()) is not None:
            coming = thread.submit(next, tables, None)
            yield table
