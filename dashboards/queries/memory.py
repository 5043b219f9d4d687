"""What pages keep in memory for the next reader: made once, shared by all, never copied.

Streamlit's own cache pickles what it keeps and unpickles it at every hit, and asks a function for
its signature each time: a tenth of what the interpreter did for a page.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

import pandas as pd

Kept = TypeVar("Kept")


class Memory(Generic[Kept]):
    """Values by the text that tells them apart; the longest unused go when room is short.

    What is kept is shared between threads, so nobody may change it. Tables are handed out as copies
    that share their cells until somebody writes (pandas copies on write); lists within cells, and
    tables within other things, are not guarded so.
    """

    def __init__(self, most_bytes: int, size_of: Callable[[Kept], int]) -> None:
        self._most_bytes = most_bytes
        self._size_of = size_of
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, tuple[Kept, int]] = OrderedDict()
        self._being_made: dict[str, threading.Event] = {}
        self._bytes = 0
        self._era = 0

    def get(self, key: str, make: Callable[[], Kept]) -> Kept:
        """What is kept under a key; made now, by one thread while others wait, when it is not."""
        while True:
            with self._lock:
                if key in self._kept:
                    self._kept.move_to_end(key)
                    return _shared(self._kept[key][0])
                others = self._being_made.get(key)
                if others is None:
                    done = self._being_made[key] = threading.Event()
                    era = self._era
                    break
            others.wait()
        try:
            value = make()
            self._keep(key, value, era)
        finally:
            with self._lock:
                del self._being_made[key]
            done.set()
        return _shared(value)

    def __contains__(self, key: str) -> bool:
        """Whether something is kept under a key now."""
        with self._lock:
            return key in self._kept

    def clear(self) -> None:
        """Drop all of it, and what is being made as soon as it is handed out."""
        with self._lock:
            self._kept.clear()
            self._bytes = 0
            self._era += 1

    def _keep(self, key: str, value: Kept, era: int) -> None:
        size = self._size_of(value)
        with self._lock:
            if era != self._era:
                return
            self._kept[key] = value, size
            self._bytes += size
            while self._bytes > self._most_bytes:
                _, (_, freed) = self._kept.popitem(last=False)
                self._bytes -= freed


def frame_bytes(frame: pd.DataFrame) -> int:
    """How much room a table takes."""
    return int(frame.memory_usage(deep=True).sum())


def _shared(value: Kept) -> Kept:
    return value.copy(deep=False) if isinstance(value, pd.DataFrame) else value
