"""A new build is asked what readers asked of the one before, ahead of being handed out.

A publish empties what pages keep: without this, whoever clicks next waits for every query anew, and
twenty people who click at the same moment wait for all of them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import duckdb

from dashboards.queries.build import Build
from dashboards.queries.rows import RefusedError
from dashboards.turns import wait_until_idle

MOST_BYTES = 150 * 2**20
PAUSE_SECONDS = 0.25
"""So long a question waits at most for a moment in which no page is drawn."""


def rehearse(before: Build, now: Build, is_over: Callable[[], bool]) -> int:
    """Ask a build all that was asked of the one before, between the runs of pages; how many.

    Ends early when `is_over` says so, or when the answers fill their room. What a build cannot
    answer it leaves to the page that asks.
    """
    size = count = 0
    for question in before.questions():
        wait_until_idle(PAUSE_SECONDS)
        if is_over() or size > MOST_BYTES:
            break
        try:
            size += now.prepare(question.moved(_days_between(before, now), _firsts(before, now)))
            count += 1
        except (duckdb.Error, RefusedError, OverflowError):
            continue
    return count


def _days_between(before: Build, now: Build) -> timedelta:
    if before.as_of_date is None or now.as_of_date is None:
        return timedelta()
    return now.as_of_date - before.as_of_date


def _firsts(before: Build, now: Build) -> tuple[date | None, date | None]:
    return before.first_date, now.first_date
