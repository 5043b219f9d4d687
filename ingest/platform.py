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
from ingest.database import Table, columns_of, open_database, read_rows, words_for
from ingest.deletions import NOTHING_VANISHED, Sweep, compare
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
    settings: Platform

    @property
    def desk(self) -> Desk:
        """The tools of this ingest."""
        return self.batch.desk


def read_platform(batch: Batch, source: SourceDescription, settings: Settings, home: Path) -> None:
    """Add the changed rows of every table to `batch`; an error is told in the report, no more."""
    began = time.monotonic()
    platform = settings.platform
    memory = batch.paths.state / "ingest" / "platform.json"
    watermarks = Watermarks(batch.lake, memory, platform.lag_hours)
    report = batch.report.of(source.name)
    harvest = Harvest()
    try:
        with open_database(platform.url, home, platform.timezone) as engine:
            reader = Reader(batch, engine, watermarks, platform)
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
            harvest.add(_read_table(reader, source, table, chosen))


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


def _read_table(
    reader: Reader, source: SourceDescription, table: TableDescription, columns: dict[str, str]
) -> Harvest:
    sweep = _swept(reader, source, table, columns)
    since = None if sweep.has_returned else reader.watermarks.since(table.dataset)
    zone = ZoneInfo(reader.settings.timezone)
    local = since and (since - timedelta(seconds=1)).replace(tzinfo=UTC).astimezone(zone)
    wanted = Table(table.dataset, columns, local and local.replace(tzinfo=None))
    newest = max(reader.batch.lake.finished_loads(), default="")
    identity = delivery_id(source.name, f"{table.dataset}\n{newest}")
    number = reader.batch.origin(source.name, identity, table.dataset)
    set_zone(reader.desk.connection, reader.settings.timezone)
    passed, rejects = _checked(reader, wanted, table, number)
    rows = passed
    if not sweep.has_returned:
        rows = reader.watermarks.changed(reader.desk.connection, passed, table.contract)
    rows = sweep.beside(reader.desk.connection, rows, table.contract, number)
    rejected = [
        RejectedRow(source.name, table.dataset, identity, table.dataset, reject)
        for reject in rejects
    ]
    new = _not_told_yet(reader, rejected)
    if not rows.num_rows and not new:
        return Harvest()
    refused = len({row.reject.row_number for row in new})
    moment = reader.desk.limits.now.astimezone(UTC).replace(tzinfo=None)
    entry = Entry(
        source=source.name,
        dataset=table.dataset,
        delivery_id=identity,
        file_name=table.dataset,
        file_sha256=None,
        delivered_at=moment,
        row_count=rows.num_rows,
        rejected_count=refused,
    )
    return Harvest({table.dataset: [rows]} if rows.num_rows else {}, [entry], new)


def _swept(
    reader: Reader, source: SourceDescription, table: TableDescription, columns: dict[str, str]
) -> Sweep:
    """Which rows the lake still holds although the platform deleted them."""
    files = reader.batch.lake.files(table.dataset)
    if not reader.settings.finds_deleted or not files:
        return NOTHING_VANISHED
    desk, contract = reader.desk, table.contract
    keys = replace(
        contract,
        columns=tuple(column for column in contract.columns if column.name in contract.key),
    )
    wanted = {name: at for name, at in columns.items() if name in contract.key}
    set_zone(desk.connection, reader.settings.timezone)
    found: list[pa.RecordBatch] = []
    for chunk in read_rows(reader.engine, Table(table.dataset, wanted)):
        nowhere = pa.array(np.zeros(chunk.num_rows, dtype=np.int64))
        numbered = chunk.append_column(FILE_NO, nowhere).append_column(ROW_NUMBER, nowhere)
        relation = from_table(desk.connection, numbered, keys)
        for part in split(desk.connection, relation, desk.hasher, desk.limits):
            found += [part.passed, part.suspects]
    sweep = compare(desk.connection, files, found, contract, "is_deleted" in columns)
    refusal = sweep.doubts(table.dataset, reader.settings.most_deleted)
    if refusal is None:
        return sweep
    reader.batch.report.of(source.name).errors.append(refusal)
    return NOTHING_VANISHED


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
