"""Whether the last publish went well: `status.json` beside the serving file."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

_FILE_NAME = "status.json"


@dataclass(frozen=True)
class PublishFailure:
    """The last build was not published: when, which checks failed, in both languages."""

    at: str
    failed_checks: tuple[str, ...]
    message_en: str
    message_zh: str


def publish_failure(link: Path) -> PublishFailure | None:
    """What is wrong with the newest build, None when it is the one that is shown."""
    path = link.parent / _FILE_NAME
    if not path.exists():
        return None
    try:
        status = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        return PublishFailure("", (), f"{path}: {error}", f"{path}:{error}")
    if status.get("status") != "failed":
        return None
    return PublishFailure(
        at=str(status.get("at", "")),
        failed_checks=tuple(str(name) for name in status.get("failed_checks", ())),
        message_en=str(status.get("message_en", "")),
        message_zh=str(status.get("message_zh", "")),
    )
