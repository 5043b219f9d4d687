"""The next click, answered before it is made: what a page asked, asked for the other periods too.

A reader looks at a page for some seconds before choosing other days. In the moments in which no
page is drawn, one thread asks what was just asked for each period that the filters offer, so that
the choice finds its answers ready.
"""

from __future__ import annotations

import contextlib
import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import product

import duckdb

from dashboards.queries.asked import MOST, Question, Scalar
from dashboards.queries.build import Build
from dashboards.queries.filters import Filters, comparisons, offered, window
from dashboards.queries.periods import FITTED
from dashboards.queries.rows import RefusedError
from dashboards.turns import wait_until_idle

MOST_BYTES = 100 * 2**20
PAUSE_SECONDS = 0.25
"""So often it looks, while pages are being drawn, whether the build is still the one they read."""
_DAYS = ("start", "end", "previous_start", "previous_end")


class Foresight:
    """Prepares builds for the questions that may come next, while `is_read` says they are read."""

    def __init__(self, is_read: Callable[[Build], bool]) -> None:
        self._is_read = is_read
        self._asked: queue.Queue[tuple[Build, Question]] = queue.Queue(MOST)
        self._bytes: tuple[str, int] = ("", 0)

    def start(self) -> None:
        """Begin to prepare, in a thread of its own that ends with the process."""
        threading.Thread(target=self._go_on, daemon=True, name="foresight").start()

    def tell(self, build: Build, question: Question) -> None:
        """Take note of a question that was asked of a build; never waits."""
        with contextlib.suppress(queue.Full):
            self._asked.put_nowait((build, question))

    def prepare_next(self) -> int:
        """Prepare for what may follow the oldest question that was told; how many answers it took.

        Waits for a question, and for moments in which no page is drawn. A build that pages no
        longer read is let go of at once.
        """
        build, question = self._asked.get()
        return sum(self._prepare(build, coming) for coming in _follow(build, question))

    def _go_on(self) -> None:
        while True:
            self.prepare_next()

    def _prepare(self, build: Build, question: Question) -> bool:
        if build.knows(question) or not self._has_room(build):
            return False
        while self._is_read(build):
            if wait_until_idle(PAUSE_SECONDS):
                with contextlib.suppress(duckdb.Error, RefusedError):
                    name, size = self._bytes
                    self._bytes = name, size + build.prepare(question)
                    return True
                return False
        return False

    def _has_room(self, build: Build) -> bool:
        if self._bytes[0] != build.build_id:
            self._bytes = build.build_id, 0
        return self._bytes[1] < MOST_BYTES


def _follow(build: Build, question: Question) -> list[Question]:
    first, last = build.first_date, build.as_of_date
    if first is None or last is None:
        return []
    presets = [Filters(*window(code, first, last)) for code in offered(first, last)]
    return list(other_periods(question, presets, first))


def other_periods(
    question: Question, presets: Sequence[Filters], first: date
) -> Iterator[Question]:
    """The same question for the other presets, when it is about the days of one of them.

    The comparison stays where data since `first` allow it. What a query binds beside the days, and
    what fits the one window, becomes what fits the other; where it fits in two ways, both.
    """
    days = [name for name in _DAYS if name in question.bound]
    asked = {name: question.bound[name] for name in days}
    compared = [replace(one, comparison=how) for one in presets for how in comparisons(one, first)]
    now = next((one for one in compared if days and _bound(one, days) == asked), None)
    if now is None:
        return
    for other in presets:
        how = now.comparison if now.comparison in comparisons(other, first) else other.comparison
        then = replace(other, comparison=how)
        fitted = [
            {(name, fit(then)) for fit in fits if fit(now) == question.bound[name]}
            for name, fits in FITTED.items()
            if name in question.bound
        ]
        for values in product(*(ways for ways in fitted if ways)):
            yield replace(question, bound={**question.bound, **_bound(then, days), **dict(values)})


def _bound(filters: Filters, days: Sequence[str]) -> dict[str, Scalar | tuple[str, ...]]:
    return {name: filters.parameters[name] for name in days}
