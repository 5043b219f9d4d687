"""The access log: one JSON object per line, only ever appended."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path


@dataclass(frozen=True)
class Entry:
    """Who did what: an export, a look at people, or a refusal."""

    who: str
    role: str
    action: str
    page: str
    what: str
    filters: Mapping[str, object]
    rows: int


def append(path: Path, entry: Entry) -> None:
    """Add a line in one write, so that many may at the same time; OSError when it cannot be."""
    at = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    line = json.dumps({"at": at, **asdict(entry)}, ensure_ascii=False, default=_plain) + "\n"
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(descriptor, line.encode("utf-8"))
    finally:
        os.close(descriptor)


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple | set) else str(value)
