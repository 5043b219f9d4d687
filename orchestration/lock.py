"""One run at a time: a lock the operating system lets go of when its holder dies."""

from __future__ import annotations

import fcntl
import json
import os
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from orchestration.workspace import UserError

POLL_SECONDS = 0.5


class RunInProgressError(UserError):
    """Another run holds the lock of this company folder."""


@contextmanager
def run_lock(path: Path, wait_seconds: float = 0) -> Generator[None]:
    """Hold `path` for the time of a run.

    Raises:
        RunInProgressError: when another run still holds it after `wait_seconds`.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+", encoding="utf-8") as handle:
        _acquire(handle, path, time.monotonic() + wait_seconds)
        _write(path, {"pid": os.getpid()})
        try:
            yield
        finally:
            _write(path, {})


def holder(path: Path) -> int | None:
    """The process id of the run in progress, or None when there is none."""
    if not path.exists():
        return None
    with path.open("a+", encoding="utf-8") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return int(_read(path).get("pid", 0))
    return None


def _acquire(handle: TextIO, path: Path, deadline: float) -> None:
    pause = threading.Event()
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            if time.monotonic() >= deadline:
                raise RunInProgressError(_busy_message(path)) from error
            pause.wait(POLL_SECONDS)
        else:
            return


def _busy_message(path: Path) -> str:
    pid = _read(path).get("pid", "unknown")
    return (
        f"Another run of this company is in progress (process {pid}). Wait until it has ended, or "
        f"stop it with `kill {pid}`; the next run picks up where it stopped.\n"
        f"这家公司的另一次运行正在进行（进程 {pid}）。请等待其结束，或用 `kill {pid}` 停止它。"
    )


def _read(path: Path) -> dict[str, int]:
    text = path.read_text(encoding="utf-8")
    try:
        return json.loads(text) if text else {}
    except json.JSONDecodeError:
        return {}


def _write(path: Path, note: dict[str, int]) -> None:
    path.write_text(json.dumps(note), encoding="utf-8")
