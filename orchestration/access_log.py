"""The access log, read: who took which table away, looked at single people, or was refused."""

from __future__ import annotations

import getpass
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from orchestration.workspace import UserError, Workspace

ACTIONS = ("export", "people", "refused", "upload")


@dataclass(frozen=True)
class Wanted:
    """Which lines to show: since a moment (UTC), of a person, of a kind; empty is any."""

    since: datetime | None = None
    who: str = ""
    action: str = ""

    def takes(self, line: dict[str, object]) -> bool:
        """Whether a line is among them."""
        since = self.since.strftime("%Y-%m-%dT%H:%M:%SZ") if self.since else ""
        return (
            str(line.get("at", "")) >= since
            and self.who.casefold() in str(line.get("who", "")).casefold()
            and self.action in ("", line.get("action"))
        )


def read_log(path: Path, wanted: Wanted) -> list[dict[str, object]]:
    """The lines that are wanted, oldest first; one that cannot be read stands as it is.

    Raises:
        UserError: when the kind is not one of `ACTIONS`.
    """
    if wanted.action not in ("", *ACTIONS):
        raise UserError(f"--action is one of {', '.join(ACTIONS)}, not {wanted.action!r}.")
    if not path.exists():
        return []
    with path.open(encoding="utf-8", errors="replace") as file:
        lines = [_parsed(line) for line in file if line.strip()]
    return [line for line in lines if wanted.takes(line) or "unreadable" in line]


def show_log(lines: list[dict[str, object]], say: Callable[[str], None]) -> None:
    """Say one line per act: when, who, what kind, page, what, rows, and the filters."""
    for line in lines:
        say(str(line["unreadable"]) if "unreadable" in line else _told(line))
    say(f"{len(lines)} lines. 共 {len(lines)} 条。")


def _told(line: dict[str, object]) -> str:
    filters = line.get("filters")
    told = filters.items() if isinstance(filters, dict) else ()
    parts = [str(line.get(name) or "-") for name in ("at", "who", "role", "action", "page", "what")]
    parts += [f"{line.get('rows', 0)} rows", ", ".join(f"{name}={value}" for name, value in told)]
    return "  ".join(part for part in parts if part)


def note_export(workspace: Workspace, what: str, rows: int, **filters: str) -> None:
    """Write down what the command line handed out, under the name of this machine's user."""
    line = {
        "at": datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        **{"who": f"{getpass.getuser()} (command line)", "role": "admin", "page": ""},
        **{"action": "export", "what": what, "rows": rows, "filters": filters},
    }
    path = workspace.paths.access_log
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "a", encoding="utf-8") as file:
        file.write(json.dumps(line, ensure_ascii=False) + "\n")


def _parsed(line: str) -> dict[str, object]:
    try:
        found = json.loads(line)
    except ValueError:
        return {"unreadable": line.strip()}
    return found if isinstance(found, dict) else {"unreadable": line.strip()}
