"""What one run of each page costs the server: seconds of processor, whoever else is busy."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from statistics import fmean

import psutil

from dashboards.navigation import PAGES, REFERENCE
from tests.benchmarks.measure import table
from tests.benchmarks.page_session import PageSession
from tests.browser.driver import dashboards

REPEATS = 5
PERIOD = "period"
UNSEEN = (0, 1, 3, 4, 5)
"""Places of the periods that a page does not open with."""


def processor(port: int) -> Iterator[tuple[str, float, float | None]]:
    """Per page: seconds of a run that was seen before, and of one for days nobody has asked for."""
    server = _server(port)
    with PageSession(port) as session:
        for page in (*PAGES, *REFERENCE):
            session.open(page)
            warm = fmean(_costs(server, [partial(session.open, page)] * REPEATS))
            changes = [partial(session.choose, PERIOD, place) for place in UNSEEN]
            is_asked = bool(session.offered(PERIOD))
            yield page, warm, fmean(_costs(server, changes)) if is_asked else None


def _server(port: int) -> psutil.Process:
    """The server of the pages that this process started at `port`."""
    return next(one for one in psutil.Process().children() if str(port) in one.cmdline())


def _costs(server: psutil.Process, acts: Iterable[Callable[[], object]]) -> Iterator[float]:
    for act in acts:
        before = server.cpu_times()
        act()
        after = server.cpu_times()
        yield after.user + after.system - before.user - before.system


def report_processor(link: Path) -> str:
    """A table of all pages, and their mean."""
    with dashboards(link) as address:
        found = list(processor(int(address.rpartition(":")[2])))
    rows = [
        [page, f"{warm:.2f} s", "" if unseen is None else f"{unseen:.2f} s"]
        for page, warm, unseen in found
    ]
    means = fmean(warm for _, warm, _ in found), fmean(new for *_, new in found if new is not None)
    rows.append(["mean", *(f"**{mean:.2f} s**" for mean in means)])
    return table(("processor time of the server", "seen before", "for new days"), rows)
