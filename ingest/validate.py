"""What is wrong with a file, row by row, found by the same checks as an ingest; nothing is kept."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import SecretStr

from ingest import event_files, readers, table_files
from ingest.bulk import EventStream
from ingest.config import ConfigError, Settings
from ingest.delivery import FileDelivery, changed_at, content_hash, describe, understand
from ingest.descriptions import SourceDescription, load_sources
from ingest.engine import connect
from ingest.finding import is_lookup
from ingest.gathering import Desk, Harvest, Opened, harvest
from ingest.ledger import rejects_table
from ingest.lookups import LookupMissingError, read_lookups
from ingest.normalise import Limits
from ingest.pii import Hasher
from ingest.readers.reading import Sheet
from ingest.streams import Stream, UnreadableError
from ingest.table_files import TableStream
from ingest.words import RefusalError, Words

ABOUT_ROWS = ("incomplete", "no_rows")
"""Codes of problems that a file has as a whole although it can be read."""
_NO_ROWS = Words(
    "The file can be read but has no rows and names no days, so loading it changes nothing",
    "文件可以读取，但没有数据行，也未注明日期，导入后不会有任何变化",
)
_NOTHING_HAPPENED = Words(
    "The file can be read but has no rows: loading it says that nothing happened on its days",
    "文件可以读取，但没有数据行：导入后表示所覆盖的日期没有任何数据",
)


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong; without a row number it is about the file as a whole."""

    row_number: int | None
    column: str | None
    code: str
    words: Words
    value: str | None = None
    dataset: str = ""
    """Which of the source's tables the row is of."""


@dataclass(frozen=True)
class Examined:
    """A file that was read to its end: how many rows would be loaded, and every problem."""

    problems: list[Problem]
    accepted: int = 0

    @property
    def can_be_read(self) -> bool:
        """Whether the file as a whole is one of the source."""
        return all(one.row_number is not None or one.code in ABOUT_ROWS for one in self.problems)


def validate(path: Path, source: str, settings: Settings) -> list[Problem]:
    """Every problem of `path` as a delivery of `source`, in order of row; empty when it is fine.

    Raises:
        ConfigError: there is no such source, or it reads no files.
    """
    return examine(path, source, settings).problems


def examine(path: Path, source: str, settings: Settings) -> Examined:
    """As `validate`, with the rows that are fine counted.

    A file in which others look values up has none of its own.
    """
    described = _described(source, settings)
    if is_lookup(path, described):
        return Examined([])
    with TemporaryDirectory() as scratch, connect(settings.engine, Path(scratch)) as connection:
        hasher = Hasher(SecretStr(secrets.token_hex(16)))
        desk = Desk(connection, hasher, Limits(datetime.now(UTC), settings.company.currency))
        delivery = FileDelivery(0, path, described, content_hash(path), changed_at(path), path.name)
        try:
            found = _found(desk, delivery)
        except RefusalError as refusal:
            return Examined([Problem(None, None, refusal.code, refusal.words)])
        except LookupMissingError as missing:
            return Examined([Problem(None, None, "lookup_missing", missing.words)])
        accepted = sum(entry.row_count for entry in found.entries)
        return Examined([*_about_the_file(found), *_about_rows(desk, found)], accepted)


def _described(source: str, settings: Settings) -> SourceDescription:
    sources = load_sources(settings)
    if source not in sources or not sources[source].files:
        known = ", ".join(name for name, one in sources.items() if one.files)
        raise ConfigError(
            f"There is no source '{source}' that reads files. Sources: {known}.\n"
            f"没有名为“{source}”的文件来源。现有来源：{known}。"
        )
    return sources[source]


def _found(desk: Desk, delivery: FileDelivery) -> Harvest:
    if delivery.source.format == "json_lines":
        event_files.check(delivery.path)
        return _streamed(desk, EventStream(delivery.source.tables[0], [delivery]))
    lookups = read_lookups(delivery.source, [delivery.path.parent])
    if table_files.takes(delivery.source, delivery.path):
        file = table_files.open_file(delivery)
        understand(desk.connection, [describe(delivery, file.reading)], delivery.source.timezone)
        return _streamed(desk, TableStream([(delivery, file)]))
    return _read(desk, delivery, lookups)


def _read(desk: Desk, delivery: FileDelivery, lookups: Mapping[str, Sheet]) -> Harvest:
    reading = readers.read(delivery.path, delivery.source)
    understand(desk.connection, [describe(delivery, reading)], delivery.source.timezone)
    return harvest(desk, delivery.source, [Opened(delivery, reading)], lookups)


def _streamed(desk: Desk, stream: Stream) -> Harvest:
    try:
        return stream.pour(desk, lambda rows: None)
    except UnreadableError as error:
        raise next(iter(error.refusals.values())) from error


def _about_the_file(found: Harvest) -> list[Problem]:
    told = (one for one in found.entries if not (one.is_complete and one.rejected_count))
    reasons = dict.fromkeys(entry.reason for entry in told if entry.reason is not None)
    problems = [Problem(None, None, "incomplete", words) for words in reasons]
    if not any(entry.row_count or entry.rejected_count for entry in found.entries):
        names_days = any(entry.stat_date for entry in found.entries)
        words = _NOTHING_HAPPENED if names_days else _NO_ROWS
        problems.append(Problem(None, None, "no_rows", words))
    return problems


def _about_rows(desk: Desk, found: Harvest) -> Sequence[Problem]:
    rows = rejects_table(desk.connection, found.rejected).to_pylist()
    return [
        Problem(
            row["_row_number"],
            row["column_name"],
            row["reason_code"],
            Words(row["reason_en"], row["reason_zh"]),
            row["value"],
            row["dataset"],
        )
        for row in rows
    ]
