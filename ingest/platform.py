"""The platform's own database: what changed since the last load, checked like any delivery."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import sqlalchemy as sa
from dlt.extract.exceptions import ExtractorException
from sqlalchemy.exc import SQLAlchemyError

from ingest.batch import Batch
from ingest.config import Settings
from ingest.database import Table, columns_of, count_rows, open_database, read_rows, words_for
from ingest.deletions import NOTHING_VANISHED, Surplus, Sweep, compare, count_alive
from ingest.delivery import delivery_id
from ingest.descriptions import SourceDescription, TableDescription
from ingest.engine import set_zone
from ingest.gathering import Desk, Harvest, headers
from ingest.ledger import Entry, RejectedRow, rejects_table
from ingest.mapping import FILE_NO, ROW_NUMBER
from ingest.rejects import Delivered, Reject, explain
from ingest.sections import Platform
from ingest.staging import from_table, split
from ingest.watermarks import Watermarks
from ingest.words import RefusalError


@dataclass(frozen=True)
class Reader:
    """A platform database while it is read."""

    batch: Batch
    engine: sa.Engine
    watermarks: Watermarks
    surplus: Surplus
    settings: Platform

    @property
    def desk(self) -> Desk:
        """The tools of this ingest."""
        return self.batch.desk


@dataclass(frozen=True)
class Asked:
    """A table that is read: contract column = table column for those that exist."""

    source: SourceDescription
    table: TableDescription
    columns: dict[str, str]

    @property
    def name(self) -> str:
        """The table, which is named like its dataset."""
        return self.table.dataset


def read_platform(batch: Batch, source: SourceDescription, settings: Settings, home: Path) -> None:
    """Add the changed rows of every table to `batch`; an error is told in the report, no more."""
    began = time.monotonic()
    platform = settings.platform
    memory = batch.paths.state / "ingest"
    watermarks = Watermarks(batch.lake, memory / "platform.json", platform.lag_hours)
    surplus = Surplus(memory / "platform_surplus.json")
    report = batch.report.of(source.name)
    harvest = Harvest()
    try:
        with open_database(platform.url, home, platform.timezone) as engine:
            reader = Reader(batch, engine, watermarks, surplus, platform)
            watermarks.learn(source.datasets)
            _read_tables(reader, source, harvest)
    except RefusalError as refusal:
        report.errors.append(refusal.words)
    except (SQLAlchemyError, ExtractorException) as error:
        report.errors.append(words_for(error, platform.url))
    else:
        batch.harvest.add(harvest)
    report.seconds += time.monotonic() - began


def _read_tables(reader: Reader, source: SourceDescription, harvest: Harvest) -> None:
    found = columns_of(reader.engine)
    tables = [table for table in source.tables if table.dataset in found]
    if not tables:
        raise RefusalError(
            "no_tables",
            f"The platform database has none of the tables {', '.join(source.datasets)}.",
            f"平台数据库中没有以下任何一张表：{'、'.join(source.datasets)}。",
        )
    for table in tables:
        try:
            chosen = _chosen(table, found[table.dataset])
        except RefusalError as refusal:
            reader.batch.report.of(source.name).errors.append(refusal.words)
        else:
            harvest.add(_read_table(reader, Asked(source, table, chosen)))


def _chosen(table: TableDescription, found: Sequence[str]) -> dict[str, str]:
    """Contract column = table column, for those that exist; an amount may also keep its `_raw`."""
    chosen = {}
    for column in table.contract.columns:
        wanted = (table.columns.get(column.name, column.name), column.name)
        at = next((name for name in wanted if name in found), None)
        if at is not None:
            chosen[column.name] = at
        elif column.required and column.default is None:
            raise RefusalError(
                "missing_column",
                f"The platform table {table.dataset} has no column {wanted[0]}; this table was "
                f"not loaded. Its columns: {', '.join(found)}.",
                f"平台表 {table.dataset} 缺少列 {wanted[0]}，未加载该表。"
                f"现有列：{'、'.join(found)}。",
            )
    return chosen


def _read_table(reader: Reader, asked: Asked) -> Harvest:
    newest = max(reader.batch.lake.finished_loads(), default="")
    identity = delivery_id(asked.source.name, f"{asked.name}\n{newest}")
    number = reader.batch.origin(asked.source.name, identity, asked.name)
    connection = reader.desk.connection
    set_zone(connection, reader.settings.timezone)
    held = count_rows(reader.engine, asked.name)
    passed, rejects = _checked(reader, _later(reader, asked), asked.table, number)
    sweep = _swept(reader, asked, passed, held)
    if sweep.returned:
        rows, rejects = _checked(reader, Table(asked.name, asked.columns), asked.table, number)
    else:
        rows = reader.watermarks.changed(connection, passed, asked.table.contract)
    rows = sweep.beside(connection, rows, asked.table.contract, number)
    rejected = [
        RejectedRow(asked.source.name, asked.name, identity, asked.name, reject)
        for reject in rejects
    ]
    new = _not_told_yet(reader, rejected)
    if not rows.num_rows and not new:
        return Harvest()
    entry = Entry(
        source=asked.source.name,
        dataset=asked.name,
        delivery_id=identity,
        file_name=asked.name,
        file_sha256=None,
        delivered_at=reader.desk.limits.now.astimezone(UTC).replace(tzinfo=None),
        row_count=rows.num_rows,
        rejected_count=len({row.reject.row_number for row in new}),
    )
    return Harvest({asked.name: [rows]} if rows.num_rows else {}, [entry], new)


def _later(reader: Reader, asked: Asked) -> Table:
    """The rows that may have changed since the last load."""
    since = reader.watermarks.since(asked.name)
    zone = ZoneInfo(reader.settings.timezone)
    local = since and (since - timedelta(seconds=1)).replace(tzinfo=UTC).astimezone(zone)
    return Table(asked.name, asked.columns, local and local.replace(tzinfo=None))


def _swept(reader: Reader, asked: Asked, passed: pa.Table, held: int) -> Sweep:
    """Which rows the lake has although the platform, whose table `held` so many, deleted them."""
    if not reader.settings.finds_deleted:
        return NOTHING_VANISHED
    files, contract = reader.batch.lake.files(asked.name), asked.table.contract
    surplus = held - count_alive(reader.desk.connection, files, passed, contract)
    sweep = NOTHING_VANISHED
    if files:
        if reader.surplus.is_as_before(asked.name, surplus):
            return NOTHING_VANISHED
        sweep = _compared(reader, asked, files)
    refusal = sweep.doubts(asked.name, reader.settings.most_deleted)
    if refusal is not None:
        reader.batch.report.of(asked.source.name).errors.append(refusal)
        return NOTHING_VANISHED
    reader.surplus.learn(asked.name, surplus + sweep.gone - sweep.returned)
    return sweep


def _compared(reader: Reader, asked: Asked, files: Sequence[Path]) -> Sweep:
    """All keys of the platform's table against those of the lake."""
    desk, contract = reader.desk, asked.table.contract
    keys = replace(
        contract,
        columns=tuple(column for column in contract.columns if column.name in contract.key),
    )
    wanted = {name: at for name, at in asked.columns.items() if name in contract.key}
    set_zone(desk.connection, reader.settings.timezone)
    found: list[pa.RecordBatch] = []
    for chunk in read_rows(reader.engine, Table(asked.name, wanted)):
        nowhere = pa.array(np.zeros(chunk.num_rows, dtype=np.int64))
        numbered = chunk.append_column(FILE_NO, nowhere).append_column(ROW_NUMBER, nowhere)
        relation = from_table(desk.connection, numbered, keys)
        for part in split(desk.connection, relation, desk.hasher, desk.limits):
            found += [part.passed, part.suspects]
    return compare(desk.connection, files, found, contract, "is_deleted" in asked.columns)


def _checked(
    reader: Reader, wanted: Table, table: TableDescription, number: int
) -> tuple[pa.Table, list[Reject]]:
    """Rows that keep the contract, hashed; and why the others do not."""
    passed: list[pa.RecordBatch] = []
    rejects: list[Reject] = []
    count = 0
    for chunk in read_rows(reader.engine, wanted):
        numbers = np.arange(count + 1, count + chunk.num_rows + 1)
        count += chunk.num_rows
        numbered = chunk.append_column(FILE_NO, pa.array(np.full(chunk.num_rows, number)))
        numbered = numbered.append_column(ROW_NUMBER, pa.array(numbers))
        relation = from_table(reader.desk.connection, numbered, table.contract)
        for part in split(reader.desk.connection, relation, reader.desk.hasher, reader.desk.limits):
            passed.append(part.passed)
            if part.suspects.num_rows:
                delivered = Delivered(headers(table), numbered)
                rejects += explain(part.suspects, table.contract, delivered, reader.desk.limits)
    if passed:
        return pa.Table.from_batches(passed), rejects
    return _nothing(table), rejects


def _nothing(table: TableDescription) -> pa.Table:
    numbers = [(FILE_NO, pa.int64()), (ROW_NUMBER, pa.int64())]
    texts = [(name, pa.string()) for name in table.contract.lake_columns]
    return pa.schema([*numbers, *texts]).empty_table()


def _not_told_yet(reader: Reader, rejected: Sequence[RejectedRow]) -> list[RejectedRow]:
    """Rejects of rows that were not refused before, unchanged, for the same reason."""
    files = reader.batch.lake.files("rejects") if rejected else []
    if not files:
        return list(rejected)
    connection = reader.desk.connection
    table = rejects_table(connection, rejected)
    places = pa.array(np.arange(table.num_rows))
    connection.register("told", table.append_column("place", places))
    new = (
        "select t.place from told t anti join read_parquet($1) k on t.source = k.source "
        "and t.dataset = k.dataset and t.reason_code = k.reason_code and t.raw_row = k.raw_row "
        "and t.column_name is not distinct from k.column_name order by 1"
    )
    names = [str(file) for file in files]
    return [rejected[place] for (place,) in connection.execute(new, [names]).fetchall()]
