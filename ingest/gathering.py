"""Reads every file that fits in memory: taken apart, checked, counted, ready to be landed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import duckdb
import pyarrow as pa

from ingest.adding import chosen
from ingest.contracts.spend import AD_SPEND
from ingest.coverage import compare_totals, entries
from ingest.delivery import FileDelivery
from ingest.descriptions import SourceDescription, TableDescription
from ingest.engine import set_zone
from ingest.ledger import Entry, RejectedRow
from ingest.mapping import Context, to_contract
from ingest.normalise import Limits
from ingest.pii import Hasher
from ingest.readers.reading import Reading, Sheet
from ingest.rejects import Delivered, Reject, broken, explain
from ingest.staging import from_table, split
from ingest.tally import Tally

_PERSONAL = re.compile(r"\d(?:[- ]?\d){10}|@|%40")
"""What may be a phone, ID or card number, or an address."""


@dataclass(frozen=True)
class Desk:
    """The tools of one ingest."""

    connection: duckdb.DuckDBPyConnection
    hasher: Hasher
    limits: Limits

    def shown(self, name: str) -> str:
        """The name of a file as it may be kept and told: without anybody's numbers or address."""
        if not _PERSONAL.search(name):
            return name
        found = self.connection.execute("select hw_scrubbed(?)", [name]).fetchall()
        return str(found[0][0])


@dataclass
class Harvest:
    """Rows that may be loaded, by dataset, and the books about them."""

    parts: dict[str, list[pa.Table]] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    rejected: list[RejectedRow] = field(default_factory=list)

    def add(self, other: Harvest) -> None:
        """Take over everything of `other`."""
        for dataset, tables in other.parts.items():
            self.parts.setdefault(dataset, []).extend(tables)
        self.entries += other.entries
        self.rejected += other.rejected


@dataclass(frozen=True)
class Opened:
    """A delivery and what its reader found inside."""

    delivery: FileDelivery
    reading: Reading


def harvest(
    desk: Desk,
    source: SourceDescription,
    opened: Sequence[Opened],
    lookups: Mapping[str, Sheet],
    accounts: Iterable[str] = (),
) -> Harvest:
    """All tables of all `opened` files of one source, checked together, table by table."""
    found = Harvest()
    for table in source.tables:
        found.add(_harvest_table(desk, table, opened, lookups, accounts))
    return found


def _harvest_table(
    desk: Desk,
    table: TableDescription,
    opened: Sequence[Opened],
    lookups: Mapping[str, Sheet],
    accounts: Iterable[str],
) -> Harvest:
    tally = Tally(has_partitions=table.dataset == AD_SPEND.name)
    found_rows = [chosen(item.reading.sheets[table.sheet], table) for item in opened]
    mapped = [
        _mapped(item, rows, table, lookups)
        for item, (rows, _) in zip(opened, found_rows, strict=True)
    ]
    rejects = _broken(opened, table, tally)
    passed: list[pa.RecordBatch] = []
    if mapped:
        joined = pa.concat_tables(mapped, promote_options="default")
        set_zone(desk.connection, opened[0].delivery.source.timezone)
        relation = from_table(desk.connection, joined, table.contract, table.days_in)
        for part in split(desk.connection, relation, desk.hasher, desk.limits):
            tally.add_passed(part.passed)
            passed.append(part.passed)
            if part.suspects.num_rows:
                delivered = Delivered(headers(table), joined)
                reasons = explain(part.suspects, table.contract, delivered, desk.limits)
                tally.add_refused(reasons)
                tally.add_refused_partitions(part.suspects)
                rejects += reasons
    found = Harvest()
    if any(batch.num_rows for batch in passed):
        found.parts[table.dataset] = [pa.Table.from_batches(passed)]
        if tally.has_partitions and not (table.adds_up or table.days_in):
            tally.add_repeated(found.parts[table.dataset][0])
    if tally.has_partitions:
        for item, (_, rows) in zip(opened, found_rows, strict=True):
            _count_left_out(desk, _mapped(item, rows, table, lookups), table, tally)
    known = {*accounts, *accounts_of(tally)}
    sheets = [(item.delivery, item.reading.sheets[table.sheet]) for item in opened]
    compare_totals(desk.connection, sheets, table, tally)
    for delivery, _ in sheets:
        found.entries += entries(delivery, table, tally, known)
    found.rejected = rejected_rows(rejects, [item.delivery for item in opened], table)
    return found


def _count_left_out(desk: Desk, rows: pa.Table, table: TableDescription, tally: Tally) -> None:
    """A day of which every row is left out was delivered all the same, and holds nothing."""
    if rows.num_rows:
        relation = from_table(desk.connection, rows, table.contract, table.days_in)
        for part in split(desk.connection, relation, desk.hasher, desk.limits):
            tally.add_left_out(part.passed)
            tally.add_left_out(part.suspects)


def _mapped(
    item: Opened, rows: Sheet, table: TableDescription, lookups: Mapping[str, Sheet]
) -> pa.Table:
    return to_contract(rows, table, context_of(item.delivery, lookups))


def context_of(delivery: FileDelivery, lookups: Mapping[str, Sheet]) -> Context:
    """What the rows of `delivery` need from around them."""
    return Context(
        file_no=delivery.number,
        source=delivery.source.name,
        delivered_at=delivery.delivered_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        day=delivery.days[0] if len(delivery.days) == 1 else None,
        account_id=delivery.account_id,
        lookups=lookups,
    )


def _broken(opened: Sequence[Opened], table: TableDescription, tally: Tally) -> list[Reject]:
    rejects: list[Reject] = []
    for item in opened:
        found = broken(item.delivery.number, item.reading.sheets[table.sheet].broken)
        tally.refused[item.delivery.number] += len(found)
        rejects += found
    return rejects


def accounts_of(tally: Tally) -> set[str]:
    """Accounts with rows that passed."""
    return {account for counts in tally.partitions.values() for account, _, _ in counts}


def headers(table: TableDescription) -> dict[str, str]:
    """What the file calls each column that it brings itself; personal ones left out."""
    personal = {column.name for column in table.contract.columns if column.pii}
    named = {name: " + ".join(added) for name, added in table.sums.items()} | table.columns
    return {name: header for name, header in named.items() if name not in personal}


def rejected_rows(
    rejects: Iterable[Reject], deliveries: Sequence[FileDelivery], table: TableDescription
) -> list[RejectedRow]:
    """Rejects beside the delivery that each came with, in order of file and row."""
    known = {delivery.number: delivery for delivery in deliveries}
    return [
        RejectedRow(
            known[reject.file_no].source.name,
            table.dataset,
            known[reject.file_no].delivery_id,
            known[reject.file_no].name,
            reject,
        )
        for reject in sorted(rejects, key=lambda one: (one.file_no, one.row_number, one.column))
    ]
