"""One delivered file: what identifies it, when it was made, which days it covers."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import duckdb

from ingest.descriptions import Pattern, SourceDescription
from ingest.engine import set_zone
from ingest.readers.reading import Reading
from ingest.words import RefusalError

LONGEST_COVER = 800
"""Days that one file may cover."""


@dataclass
class FileDelivery:
    """A file on its way into the lake; `number` is what its rows carry while they travel."""

    number: int
    path: Path
    source: SourceDescription
    sha256: str
    delivered_at: datetime
    days: list[str] = field(default_factory=list)
    account_id: str | None = None
    missing: str = ""
    total_cost: str | None = None
    total_mismatch: str = ""

    @property
    def delivery_id(self) -> str:
        """The same content from the same source is the same delivery, under any name."""
        return delivery_id(self.source.name, self.sha256)


def delivery_id(source: str, sha256: str) -> str:
    """Identity of a content from a source."""
    return hashlib.sha256(f"{source}\n{sha256}".encode()).hexdigest()


def content_hash(path: Path) -> str:
    """SHA-256 of the file as delivered."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def changed_at(path: Path) -> datetime:
    """When the file was last written, UTC without a zone."""
    moment = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    return moment.replace(tzinfo=None)


def describe(
    connection: duckdb.DuckDBPyConnection, delivery: FileDelivery, reading: Reading
) -> None:
    """Take over what the file itself says: when it was made, what it covers, what is missing.

    Raises:
        RefusalError: when its preamble says that it is of a kind the source cannot use.
    """
    source = delivery.source
    for pattern, advice in source.refuse_preamble.items():
        match = re.search(pattern, reading.preamble)
        if match:
            raise RefusalError(
                "wrong_report",
                f"The report says {match.group(0)}: {advice}",
                f"报表注明“{match.group(0)}”：{advice}",
            )
    set_zone(connection, source.timezone)
    said = reading.delivered_at or _found(source.delivered, reading, delivery.path)[0]
    delivery.delivered_at = _moment(connection, said) or delivery.delivered_at
    delivery.account_id = reading.account_id
    delivery.missing = reading.missing
    first, last = reading.days or _found(source.covers, reading, delivery.path)
    delivery.days = _days(connection, first, last or first)


def _found(pattern: Pattern, reading: Reading, path: Path) -> tuple[str | None, str | None]:
    for expression, text in ((pattern.preamble, reading.preamble), (pattern.file_name, path.name)):
        match = re.search(expression, text) if expression else None
        if match:
            groups = (*match.groups(), None)
            return groups[0], groups[1]
    return None, None


def _moment(connection: duckdb.DuckDBPyConnection, text: str | None) -> datetime | None:
    """`text` as UTC; a day without an hour stands for its end, when its report was whole."""
    if text is None:
        return None
    sql = "select cast(hw_instant($1) as timestamp), length(hw_tidied($1)) <= 10"
    ((moment, is_day),) = connection.execute(sql, [text.strip()]).fetchall()
    if moment is None:
        return None
    return moment + timedelta(days=1, seconds=-1) if is_day else moment


def _days(connection: duckdb.DuckDBPyConnection, first: str | None, last: str | None) -> list[str]:
    if first is None:
        return []
    sql = "select hw_day($1), hw_day($2)"
    ((start, end),) = connection.execute(sql, [first.strip(), (last or first).strip()]).fetchall()
    if start is None or end is None:
        return []
    count = (date.fromisoformat(end) - date.fromisoformat(start)).days
    begin = date.fromisoformat(start)
    return [str(begin + timedelta(days=n)) for n in range(min(count, LONGEST_COVER) + 1)]
