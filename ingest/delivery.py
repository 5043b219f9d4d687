"""One delivered file: what identifies it, when it was made, which days it covers."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from threading import Thread

import duckdb

from ingest.descriptions import Pattern, SourceDescription
from ingest.engine import set_zone
from ingest.readers.reading import Reading, match_headers
from ingest.tables import TableDescription
from ingest.words import RefusalError

_PIECE = 1 << 23
_LARGE = 1 << 24
"""Bytes from which on it pays to read a file ahead."""
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
    name: str
    """The name of the file, without anybody's phone, ID or card number."""
    days: list[str] = field(default_factory=list)
    account_id: str | None = None
    missing: str = ""
    total_cost: str | None = None
    total_mismatch: str = ""

    @property
    def delivery_id(self) -> str:
        """The same content from the same source is the same delivery, under any name.

        Unless the name says which days it covers: two days without rows look alike.
        """
        pattern = self.source.covers
        match = re.search(pattern.file_name, self.path.name) if pattern.file_name else None
        days = " ".join(map(str, match.groups())) if match else ""
        return delivery_id(self.source.name, f"{self.sha256}\n{days}" if days else self.sha256)


@dataclass(frozen=True)
class Said:
    """The words in which a file tells its moment and the first and last day it covers."""

    delivery: FileDelivery
    moment: str | None
    first: str | None
    last: str | None


def delivery_id(source: str, sha256: str) -> str:
    """Identity of a content from a source."""
    return hashlib.sha256(f"{source}\n{sha256}".encode()).hexdigest()


def content_hash(path: Path) -> str:
    """SHA-256 of the file as delivered."""
    known = path.stat()
    return _hash_of(path, (known.st_ino, known.st_size, known.st_mtime_ns, known.st_ctime_ns))


@lru_cache(maxsize=4096)
def _hash_of(path: Path, _state: tuple[int, ...]) -> str:
    """A file that is as it was is not read again.

    Pieces are large, as other threads may take their turn after each.
    """
    digest = hashlib.sha256()
    with path.open("rb", buffering=0) as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()


def hash_ahead(paths: Iterable[Path]) -> Thread:
    """Read large files for `content_hash` while other things are made ready; a started thread."""

    def read() -> None:
        for path in paths:
            with suppress(OSError):
                if path.stat().st_size >= _LARGE:
                    content_hash(path)

    thread = Thread(target=read, name="hashes", daemon=True)
    thread.start()
    return thread


def changed_at(path: Path) -> datetime:
    """When the file was last written, UTC without a zone."""
    moment = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    return moment.replace(tzinfo=None)


def describe(delivery: FileDelivery, reading: Reading) -> Said:
    """Take over what the file itself says about what it covers and what is missing.

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
    delivery.account_id = reading.account_id
    delivery.missing = reading.missing
    moment = reading.delivered_at or _found(source.delivered, reading, delivery.path)[0]
    first, last = reading.days or _found(source.covers, reading, delivery.path)
    _check_one_day(source, reading, first, last or first)
    return Said(delivery, moment, first, last or first)


def _check_one_day(
    source: SourceDescription, reading: Reading, first: str | None, last: str | None
) -> None:
    """Sums over the days of a file, as rows without a date are, count only for one day."""
    if not _holds_sums(source, reading):
        return
    if first is None or last is None:
        raise RefusalError(
            "no_day",
            "The rows have no date, and neither the file name nor the lines above the header "
            "say of which day they are. Put the day into the file name: report_2026-05-01.csv.",
            "数据没有日期列，文件名与表头上方也未注明日期。"
            "请在文件名中写明日期，例如 report_2026-05-01.csv。",
        )
    if re.findall(r"\d", first) != re.findall(r"\d", last):
        raise RefusalError(
            "many_days",
            f"The rows have no day of their own: they are sums from {first} to {last}. Export "
            f"each day by itself, or with a row per day.",
            f"数据未分日，为 {first} 至 {last} 的合计。请逐日导出，或按“分日”导出。",
        )


def _holds_sums(source: SourceDescription, reading: Reading) -> bool:
    """Whether the file says so, or a table that could have a date column has none."""
    if source.sums_of_range and re.search(source.sums_of_range, reading.preamble):
        return True
    return any(
        table.constants.get("stat_date") == "{day}"
        and not match_headers(_of_days(table), reading.sheets[table.sheet].headers)
        for table in source.tables
    )


def _of_days(table: TableDescription) -> list[str]:
    return [header for name, header in table.columns.items() if name == "stat_date"]


def understand(connection: duckdb.DuckDBPyConnection, said: Sequence[Said], timezone: str) -> None:
    """Set when each delivery was made and which days it covers, from the words it uses.

    A day without an hour stands for its end, when its report was whole.
    """
    texts = [_trimmed(text) for one in said for text in (one.moment, one.first, one.last)]
    set_zone(connection, timezone)
    sql = (
        "select cast(hw_instant(said) as timestamp), length(hw_tidied(said)) <= 10, hw_day(said) "
        "from (select unnest($1::varchar[]) as said)"
    )
    rows = connection.execute(sql, [texts]).fetchall() if texts else []
    for place, one in enumerate(said):
        (moment, is_day, _), (_, _, first), (_, _, last) = rows[3 * place : 3 * place + 3]
        if moment is not None:
            end = timedelta(days=1, seconds=-1) if is_day else timedelta(0)
            one.delivery.delivered_at = moment + end
        one.delivery.days = _days(first, last)


def _trimmed(text: str | None) -> str | None:
    return None if text is None else text.strip()


def _found(pattern: Pattern, reading: Reading, path: Path) -> tuple[str | None, str | None]:
    for expression, text in ((pattern.preamble, reading.preamble), (pattern.file_name, path.name)):
        match = re.search(expression, text) if expression else None
        if match:
            groups = (*match.groups(), None)
            return groups[0], groups[1]
    return None, None


def _days(first: str | None, last: str | None) -> list[str]:
    if first is None or last is None:
        return []
    begin = date.fromisoformat(first)
    count = min((date.fromisoformat(last) - begin).days, LONGEST_COVER)
    return [str(begin + timedelta(days=number)) for number in range(count + 1)]
