"""JSON records of analytics systems: their parts, as far as they are what they should be."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from functools import lru_cache
from urllib.parse import quote, urlsplit

Record = dict[str, object]
Fields = dict[str, object]
_PLAIN = json.JSONEncoder(ensure_ascii=False)
_SORTED = json.JSONEncoder(ensure_ascii=False, sort_keys=True)
"""Made once: `json.dumps` with options makes one for each call."""


def with_campaign(url: object, campaign: Fields) -> str | None:
    """`url` with what a system knows of the campaign beside it; what the address says stays."""
    address = str(url) if url else ""
    if not any(campaign.values()):
        return address or None
    known = urlsplit(address).query
    more = [
        f"{name}={quote(str(value))}"
        for name, value in campaign.items()
        if value and f"&{name}=" not in f"&{known}"
    ]
    if not more:
        return address or None
    address, mark, fragment = (address or "app://campaign/").partition("#")
    joined = f"{address}{'&' if known else '?'}{'&'.join(more)}"
    return f"{joined}{mark}{fragment}"


def as_object(line: str) -> Record:
    """The object that a line is; TypeError or ValueError when it is none."""
    record = json.loads(line)
    if not isinstance(record, dict):
        raise TypeError("not an object")
    return record


def part(record: Record, name: str) -> Record:
    """The object within `record`; empty when there is none."""
    found = record.get(name)
    return found if isinstance(found, dict) else {}


@lru_cache(maxsize=4096)
def iso_day(text: object) -> str | None:
    """`20260501` as an ISO day; None for what is no day."""
    try:
        return str(datetime.strptime(str(text), "%Y%m%d").date())
    except ValueError:
        return None


def listed(value: object) -> list[Record]:
    """The objects of a list; empty when there is none."""
    return value if isinstance(value, list) else []


def as_text(value: object) -> str | None:
    """BigQuery writes whole numbers as text, other tools as numbers."""
    return None if value is None else str(value)


def hashed(content: object) -> str:
    """An id made of a content, whatever the order of its names."""
    return hashlib.sha256(_SORTED.encode(content).encode()).hexdigest()


def as_json(content: object) -> str:
    """`content` as JSON text, characters as they are."""
    return _PLAIN.encode(content)
