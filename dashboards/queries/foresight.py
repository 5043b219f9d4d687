"""The next click, answered before it is made: what a page asked, asked for the other periods too.

A reader looks at a page for some seconds before choosing other days. In the moments in which no
page is drawn, one thread asks what was just asked for each period that the filters offer, so that
the choice finds its answers ready.
"""

from __future__ import annotations

import contextlib
import logging
import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import product
from typing import TypeVar

import duckdb

from dashboards.queries.asked import MOST, Asked, Question, Scalar
from dashboards.queries.build import Build
from dashboards.queries.filters import CUSTOM, Filters, comparisons, offered, window
from dashboards.queries.periods import FITTED
from dashboards.queries.rows import RefusedError
from dashboards.turns import wait_until_idle

MOST_ROWS = 20_000
"""Longer answers are lists for files, which few readers open."""
PAUSE_SECONDS = 0.5
"""So often it looks, while pages are being drawn, whether the build is still the one they read."""
CALM_SECONDS = 0.3
"""So long after the last page it begins: a page is drawn in several runs, and browsers draw too."""
_DAYS = ("start", "end", "previous_start", "previous_end")
_LOG = logging.getLogger(__name__)
Found = TypeVar("Found")


class Foresight:
    """Prepares the build that pages read for the questions that may come next.

    `current` hands out that build. None is held while nothing is asked of it: DuckDB lets go of a
    superseded one as soon as no page reads it.
    """

    def __init__(self, current: Callable[[], Build | None]) -> None:
        self._current = current
        self._told: queue.Queue[tuple[Asked, Question]] = queue.Queue(MOST)

    def start(self) -> None:
        """Begin to prepare, in a thread of its own that ends with the process."""
        threading.Thread(target=self._go_on, daemon=True, name="foresight").start()

    def tell(self, asked: Asked, question: Question, rows: int) -> None:
        """Take note of a question among those `asked` of a build; never waits."""
        if rows <= MOST_ROWS:
            with contextlib.suppress(queue.Full):
                self._told.put_nowait((asked, question))

    def prepare_next(self) -> int:
        """Prepare for what may follow the oldest question that was told; how many answers it took.

        Waits for a question, and for moments in which no page is drawn. What was asked of a build
        that pages no longer read is dropped at once.
        """
        asked, question = self._told.get()
        coming = self._when_idle(asked, lambda build: _follow(build, question)) or []
        return sum(bool(self._when_idle(asked, partial(_prepare, one))) for one in coming)

    def _go_on(self) -> None:
        while True:
            try:
                self.prepare_next()
            except Exception:
                _LOG.exception("What may be asked next could not be prepared; pages ask themselves")

    def _when_idle(self, asked: Asked, act: Callable[[Build], Found]) -> Found | None:
        """What `act` does with the build of these questions; None when pages read another one."""
        while self._reads(asked):
            if wait_until_idle(PAUSE_SECONDS, CALM_SECONDS):
                build = self._current()
                return act(build) if build is not None and build.asked is asked else None
        return None

    def _reads(self, asked: Asked) -> bool:
        build = self._current()
        return build is not None and build.asked is asked


def _prepare(question: Question, build: Build) -> bool:
    if build.knows(question):
        return False
    try:
        build.foresee(question)
    except (duckdb.Error, RefusedError):
        return False
    return True


def _follow(build: Build, question: Question) -> list[Question]:
    first, last = build.first_date, build.as_of_date
    if first is None or last is None:
        return []
    codes = [code for code in offered(first, last) if code != CUSTOM]
    presets = [Filters(*window(code, first, last)) for code in codes]
    return list(other_periods(question, presets, first))


def other_periods(
    question: Question, presets: Sequence[Filters], first: date
) -> Iterator[Question]:
    """The same question for the other presets, when it is about the days of one of them.

    The comparison stays where data since `first` allow it. What a query binds beside the days, and
    what fits the one window, may stay or become what fits the other.
    """
    if "start" not in question.bound:
        return
    days = [name for name in _DAYS if name in question.bound]
    asked = {name: question.bound[name] for name in days}
    compared = [replace(one, comparison=how) for one in presets for how in comparisons(one, first)]
    now = next((one for one in compared if _bound(one, days) == asked), None)
    if now is None:
        return
    for other in presets:
        how = now.comparison if now.comparison in comparisons(other, first) else other.comparison
        then = replace(other, comparison=how)
        fitted = [
            {(name, fit(then)) for fit in fits if fit(now) == value} | {(name, value)}
            for name, fits in FITTED.items()
            if (value := question.bound.get(name)) is not None
        ]
        for values in product(*fitted):
            yield replace(question, bound={**question.bound, **_bound(then, days), **dict(values)})


def _bound(filters: Filters, days: Sequence[str]) -> dict[str, Scalar | tuple[str, ...]]:
    return {name: filters.parameters[name] for name in days}
