"""Files that readers hand in: kept apart until they are fit for the inbox.

Pages know nothing of how files are read: orders go, as JSON, to a process of its own
(`ingest.uploads`), which answers as JSON.
"""

from __future__ import annotations

import json
import logging
import os
import re
import secrets
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from dashboards.kept.checked import Checked, Edit, Sources

ROOT = Path(__file__).resolve().parents[2]
LONGEST_SECONDS = 300
LONGEST_NAME = 180
"""Bytes of a file's name before its ending."""
_UNFIT = re.compile(r"[\x00-\x1f]+")
FORGOTTEN_SECONDS = 24 * 3600
Told = dict[str, object]
_BROKE = (
    "The file could not be read to its end, or that took too long. Nothing was loaded; the reason "
    "is in the log of the pages.",
    "文件未能读完或耗时过长，未导入任何内容；原因见看板日志。",
)
logger = logging.getLogger(__name__)


class OrderRefusedError(Exception):
    """An order could not be carried out; the reason in both languages."""

    def __init__(self, en: str, zh: str) -> None:
        super().__init__(en)
        self.en, self.zh = en, zh


@dataclass(frozen=True)
class Waiting:
    """A file that waits in the inbox for the next run."""

    source: str
    file: str
    size: int
    since: datetime


def sources(home: Path) -> Sources:
    """The sources that take files, by the settings as they are now; errors as `check`."""
    return Sources.model_validate(_ask(home, "sources"))


def check(home: Path, path: Path, source: str = "") -> Checked | None:
    """What is wrong with a file; None when nobody can tell of which source it is.

    Raises:
        OrderRefusedError: with the reason; also when the reader breaks down, which is logged.
    """
    return _found(_ask(home, "check", path=str(path), source=source))


def correct(home: Path, path: Path, source: str, edits: Sequence[Edit]) -> Checked | None:
    """Write rows anew and check again; errors as `check`."""
    rows = [edit.model_dump() for edit in edits]
    return _found(_ask(home, "correct", path=str(path), source=source, rows=rows))


def place(home: Path, path: Path, source: str) -> str:
    """Put a file into the inbox; gives the name that it has there. Errors as `check`."""
    return str(_ask(home, "place", path=str(path), source=source)["file"])


def form(home: Path, source: str, kind: str) -> bytes:
    """The empty form of a source; errors as `check`."""
    path = keep(home, f"form.{kind}", b"")
    try:
        _ask(home, "template", path=str(path), source=source, kind=kind)
        return path.read_bytes()
    finally:
        discard(path)


def _found(told: Told) -> Checked | None:
    return Checked.model_validate(told) if "source" in told else None


def _ask(home: Path, order: str, **told: object) -> Told:
    try:
        said = _answered(home, order, told)
    except subprocess.SubprocessError as error:
        logger.error("An upload's %s broke down: %s", order, _where(error))
        raise OrderRefusedError(*_BROKE) from error
    error = said.get("error")
    if isinstance(error, dict):
        raise OrderRefusedError(str(error["en"]), str(error["zh"]))
    return said


def _where(error: subprocess.SubprocessError) -> str:
    """Where a process broke down; never its message, which may quote what is in the file."""
    said = str(getattr(error, "stderr", "") or type(error).__name__).splitlines()
    places = [line.strip() for line in said if line.startswith("  File ")]
    return " < ".join([said[-1].partition(":")[0], *reversed(places[-3:])])


def _answered(home: Path, order: str, told: Told) -> Told:
    said = subprocess.run(
        [sys.executable, "-m", "ingest.uploads"],
        input=json.dumps({"home": str(home), "order": order, **told}),
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        env=os.environ | {"PYTHONUTF8": "1"},
        timeout=LONGEST_SECONDS,
        check=True,
    )
    return json.loads(said.stdout)


def is_of_the_past(home: Path) -> bool:
    """Whether the pages show a rebuilt past, which has no inbox, and not the company of today."""
    told = os.environ.get("HEADWATER_HOME", "")
    return bool(told) and Path(told).expanduser().resolve() != home.resolve()


def keep(home: Path, name: str, content: bytes) -> Path:
    """Write a file that came in where no run looks, for its owner alone; `OSError` if it fails."""
    folder = home / "state" / "uploads"
    folder.mkdir(parents=True, exist_ok=True)
    _forget_old(folder)
    own = folder / secrets.token_hex(8)
    own.mkdir(mode=0o700)
    path = own / _file_name(name)
    path.write_bytes(content)
    return path


def _file_name(name: str) -> str:
    """The last part of a name as far as a file system takes it; its ending is kept."""
    last = _UNFIT.sub("_", name.replace("\\", "/").rpartition("/")[2]).strip(". ")
    stem, dot, ending = last.rpartition(".")
    short = stem.encode()[:LONGEST_NAME].decode(errors="ignore")
    return f"{short}{dot}{ending[:20]}" or "upload"


def discard(path: Path) -> None:
    """Forget a file that was kept."""
    shutil.rmtree(path.parent, ignore_errors=True)


def waiting(home: Path, most: int = 50) -> list[Waiting]:
    """What waits in the inbox, newest first."""
    found = sorted(_files(home / "inbox"), key=lambda one: one.since, reverse=True)
    return found[:most]


def _files(inbox: Path) -> Iterator[Waiting]:
    for path in inbox.glob("*/*"):
        if path.name.startswith(".") or not path.is_file():
            continue
        told = path.stat()
        since = datetime.fromtimestamp(told.st_mtime, UTC)
        yield Waiting(path.parent.name, path.name, told.st_size, since)


def _forget_old(folder: Path) -> None:
    for own in folder.iterdir():
        if own.stat().st_mtime < time.time() - FORGOTTEN_SECONDS:
            shutil.rmtree(own, ignore_errors=True)
