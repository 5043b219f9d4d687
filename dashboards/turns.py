"""Pages are drawn a few at a time: in turn, most readers have theirs sooner than all at once."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager

PATIENCE_SECONDS = 2.0
"""So long a page waits for its turn; then it is drawn beside the others, which may take long."""
_TURNS = threading.BoundedSemaphore(os.cpu_count() or 1)


class _Readers:
    """How many pages are being drawn or wait for their turn."""

    def __init__(self) -> None:
        self._count = 0
        self._last_left = float("-inf")
        self._changed = threading.Condition()

    def __enter__(self) -> None:
        with self._changed:
            self._count += 1

    def __exit__(self, *_: object) -> None:
        with self._changed:
            self._count -= 1
            self._last_left = time.monotonic()
            self._changed.notify_all()

    def wait_until_none(self, calm: float, patience: float) -> bool:
        end = time.monotonic() + patience
        with self._changed:
            while True:
                now = time.monotonic()
                calm_at = float("inf") if self._count else self._last_left + calm
                if calm_at <= now:
                    return True
                if end <= now:
                    return False
                self._changed.wait(min(calm_at, end) - now)


_READERS = _Readers()


@contextmanager
def turn(
    turns: threading.Semaphore = _TURNS, patience: float = PATIENCE_SECONDS
) -> Generator[bool]:
    """Wait for one of the turns, one per core, and give it back; whether there was one in time."""
    with _READERS:
        is_mine = turns.acquire(timeout=patience)
        try:
            yield is_mine
        finally:
            if is_mine:
                turns.release()


def wait_until_idle(patience: float, calm: float = 0.0) -> bool:
    """Wait until no page is drawn, or none since `calm` seconds; at most `patience` seconds.

    Whether that moment came.
    """
    return _READERS.wait_until_none(calm, patience)
