"""One ingest at a time per company: two would read the same files twice."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path


class IngestInProgressError(Exception):
    """Another process reads this company's inbox right now."""


@contextmanager
def only_one(path: Path) -> Generator[None]:
    """Hold the lock file `path`; the operating system lets go of it when its holder dies.

    Raises:
        IngestInProgressError: when another process holds it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+", encoding="utf-8") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            handle.seek(0)
            raise IngestInProgressError(_message(handle.read().strip())) from error
        handle.truncate(0)
        handle.write(str(os.getpid()))
        handle.flush()
        yield


def _message(pid: str) -> str:
    return (
        f"Another ingest of this company is in progress (process {pid or 'unknown'}). Wait until "
        f"it has ended; files dropped meanwhile are read by the next one.\n"
        f"这家公司的另一次数据读取正在进行（进程 {pid or '未知'}）。请等待其结束；"
        f"其间放入的文件会由下一次读取。"
    )
