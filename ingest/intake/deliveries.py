"""One delivered file on its way in: who sent it, its content's name, and what it says it covers."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from ingest.descriptions import Pattern, SourceDescription
from ingest.intake import delimited, pages, sheets, text_lines, xml_orders
from ingest.intake.delivered import Delivered
from ingest.words import RefusalError, Words

READERS: dict[str, Callable[[Path, SourceDescription], Delivered]] = {
    "csv": delimited.read,
    "xlsx": sheets.read,
    "ocean_engine": pages.read,
    "yiqifa": text_lines.read,
    "fanli": xml_orders.read,
}
MAX_COVERED_DAYS = 400


@dataclass
class Delivery:
    """One file; `status` and `words` say what became of it."""

    source: SourceDescription
    path: Path
    sha256: str
    number: int = 0
    status: str = "loaded"
    code: str = ""
    words: Words | None = None
    content: Delivered | None = None
    delivered_at: datetime = field(default_factory=lambda: datetime.now(UTC).replace(tzinfo=None))
    days: list[str] = field(default_factory=list)
    rows: int = 0
    rejected: int = 0

    @property
    def delivery_id(self) -> str:
        """The same for the same content from the same source, whatever the file is called."""
        return hashlib.sha256(f"{self.source.name}:{self.sha256}".encode()).hexdigest()

    @property
    def is_stream(self) -> bool:
        """Whether DuckDB reads the file itself."""
        return self.source.format == "json_lines"

    def refuse(self, error: RefusalError) -> None:
        """Keep the file out, with the reason."""
        self.status, self.code, self.words = "refused", error.code, error.words


def open_delivery(path: Path, source: SourceDescription) -> Delivery:
    """Hash a file and find when it was delivered; its rows are read later."""
    with path.open("rb") as file:
        delivery = Delivery(source, path, hashlib.file_digest(file, "sha256").hexdigest())
    delivery.delivered_at = datetime.fromtimestamp(path.stat().st_mtime, UTC).replace(tzinfo=None)
    return delivery


def read(delivery: Delivery) -> None:
    """Read the rows of a delivery, or note why it is refused."""
    try:
        if not delivery.path.stat().st_size:
            raise RefusalError("empty_file", "The file is empty.", "文件为空。")
        if delivery.is_stream:
            return
        content = READERS[delivery.source.format](delivery.path, delivery.source)
    except RefusalError as error:
        delivery.refuse(error)
        return
    delivery.content = content
    delivery.delivered_at = _stated_moment(delivery, content) or delivery.delivered_at
    delivery.days = _covered_days(delivery, content)


def _stated_moment(delivery: Delivery, content: Delivered) -> datetime | None:
    said = content.said.get("fetched_at") or _found(delivery.source.delivered, delivery, content)
    digits = re.sub(r"[^0-9]", "", said[0] if isinstance(said, tuple) else said or "")
    if len(digits) not in (12, 14):
        return None
    local = datetime.strptime(digits.ljust(14, "0"), "%Y%m%d%H%M%S")
    zone = ZoneInfo(delivery.source.timezone)
    return local.replace(tzinfo=zone).astimezone(UTC).replace(tzinfo=None)


def _covered_days(delivery: Delivery, content: Delivered) -> list[str]:
    said = content.said
    found = (said.get("first_day", ""), said.get("last_day", "")) if said.get("first_day") else ()
    ends = [_day(text) for text in found or _found(delivery.source.covers, delivery, content) or ()]
    known = [end for end in ends if end]
    if not known:
        return []
    count = min((known[-1] - known[0]).days, MAX_COVERED_DAYS) + 1
    return [str(known[0] + timedelta(days=number)) for number in range(count)]


def _found(pattern: Pattern, delivery: Delivery, content: Delivered) -> tuple[str, ...] | None:
    for expression, text in (
        (pattern.preamble, content.preamble),
        (pattern.file_name, delivery.path.name),
    ):
        if expression and (match := re.search(expression, text)):
            return tuple(group for group in match.groups() if group)
    return None


def _day(text: str) -> date | None:
    parts = re.fullmatch(r"(\d{4})\D?(\d{1,2})\D?(\d{1,2})\D?", text.strip())
    if not parts:
        return None
    try:
        return date(*(int(part) for part in parts.groups()))
    except ValueError:
        return None
