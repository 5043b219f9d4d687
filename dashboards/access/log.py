"""The access log: one JSON object per line, only ever appended."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal


@dataclass(frozen=True)
class Act:
    """An export, an upload, a look at people or a refusal: of what, filtered how, how many rows."""

    action: Literal["export", "people", "refused", "upload"]
    what: str
    rows: int = 0
    filters: Mapping[str, object] = field(default_factory=dict)


def append(path: Path, who: str, role: str, page: str, act: Act) -> None:
    """Add a line in one write, so that many may at the same time; OSError when it cannot be."""
    at = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    line = (
        json.dumps(
            {"at": at, "who": who, "role": role, "page": page, **asdict(act)},
            ensure_ascii=False,
            default=_plain,
        )
        + "\n"
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(descriptor, line.encode("utf-8"))
    finally:
        os.close(descriptor)


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple | set) else str(value)
