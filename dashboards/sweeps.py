"""What a page shows is handed to the browser in a few sweeps, not element by element.

A browser goes through the whole page for each handful of elements that arrives, whatever they are.
Sent as they come, that is every few milliseconds, and the browser is busy with it until long after
the last one.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Generic, TypeVar

from streamlit.runtime.scriptrunner import get_script_run_ctx

PACE_SECONDS = 0.07
SILENCE_SECONDS = 2 * PACE_SECONDS
Message = TypeVar("Message")


class Sweep(Generic[Message]):
    """Keeps messages back for `pace` seconds; after `silence` seconds a clock sends them.

    Whoever hands in a message may be interrupted by it, as when it were sent at once.
    """

    def __init__(
        self,
        send: Callable[[Message], None],
        pace: float = PACE_SECONDS,
        silence: float = SILENCE_SECONDS,
    ) -> None:
        self._send, self._pace, self._silence = send, pace, silence
        self._kept: list[Message] = []
        self._lock = threading.RLock()
        self._clock: threading.Timer | None = None
        self._due = 0.0

    def hold(self, message: Message) -> None:
        """Keep a message for the sweep that is due next."""
        with self._lock:
            self._kept.append(message)
            if self._clock is None:
                self._due = time.monotonic() + self._pace
                self._clock = threading.Timer(self._silence, self.release)
                self._clock.daemon = True
                self._clock.start()
            elif time.monotonic() >= self._due:
                self.release()

    def release(self) -> None:
        """Send what is kept, in its order."""
        with self._lock:
            kept, self._kept = self._kept, []
            if self._clock is not None:
                self._clock.cancel()
                self._clock = None
            for message in kept:
                self._send(message)


@contextmanager
def sweeps() -> Generator[None]:
    """Hand over in sweeps what is drawn in this block.

    Streamlit has no word for it: `_enqueue` is where a run leaves its messages.
    """
    context = get_script_run_ctx()
    if context is None:
        yield
        return
    send = context._enqueue
    sweep = Sweep(send)
    context._enqueue = sweep.hold
    try:
        yield
    finally:
        context._enqueue = send
        sweep.release()
