"""Pages are drawn a few at a time: in turn, most readers have theirs sooner than all at once."""

from __future__ import annotations

import os
import threading
from collections.abc import Generator
from contextlib import contextmanager

PATIENCE_SECONDS = 2.0
"""So long a page waits for its turn; then it is drawn beside the others, which may take long."""
_TURNS = threading.BoundedSemaphore(os.cpu_count() or 1)


@contextmanager
def turn(
    turns: threading.Semaphore = _TURNS, patience: float = PATIENCE_SECONDS
) -> Generator[bool]:
    """Wait for one of the turns, one per core, and give it back; whether there was one in time."""
    is_mine = turns.acquire(timeout=patience)
    try:
        yield is_mine
    finally:
        if is_mine:
            turns.release()
