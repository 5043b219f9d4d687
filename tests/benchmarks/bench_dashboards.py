"""The pages of a company of 20 million visitors: first paint, filter changes, twenty at once.

Paint and filter changes are those of one reader in a real browser on the same two cores. Twenty at
once are websocket sessions, as twenty browsers would measure themselves; a click is counted until
the last element. In a burst all twenty click at the same instant, on pages and periods at random,
so most of what they ask nobody has asked before; else each pauses some seconds between clicks.
"""

from __future__ import annotations

import logging
import random
import shutil
import sys
import threading
import time
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page

from dashboards.navigation import PAGES, REFERENCE
from tests.benchmarks.company import WORKSHOP
from tests.benchmarks.large_company import publish_again, write_company
from tests.benchmarks.measure import table
from tests.benchmarks.page_processor import report_processor
from tests.benchmarks.page_session import PageSession
from tests.browser.driver import SETTLED, chromium, dashboards

ALL = (*PAGES, *REFERENCE)
PEOPLE = 20
ROUNDS = 6
LONGEST_PAUSE = 8.0
PERIODS = {"7 days": "7d", "30 days": "30d", "180 days": "180d", "1 year": "365d", "All": "all"}
WARM, COLD, CHANGE, TOGETHER = 1.5, 4.0, 0.7, 3.0
ANSWERED = """() => (document.querySelector('.st-key-answer')?.innerText || '').length > 10"""
QUIET = 500
"""Milliseconds after which a page that was never seen to run has: its run was too short to show."""
PRESSED = """
addEventListener('click', () => {
    window.pressedAt = performance.now()
    window.hasRun = false
    window.drawnAt = null
}, true)
new MutationObserver(() => {
    if (document.querySelector('[data-test-script-state="running"]')) {
        window.hasRun = true
        window.drawnAt = null
    }
}).observe(document, {subtree: true, attributes: true, attributeFilter: ['data-test-script-state']})
"""
DRAWN = f"""code => {{
    if (new URLSearchParams(location.search).get('period') !== code || !({SETTLED})()) {{
        window.drawnAt = null
        return false
    }}
    window.drawnAt ??= performance.now()
    const isOver = window.hasRun || performance.now() - window.drawnAt > {QUIET}
    return isOver && window.drawnAt - window.pressedAt
}}"""
PATIENCE = 60_000


def serving() -> tuple[Path, float, float]:
    """The company's serving file, its size in MB, and seconds to copy it."""
    folder = WORKSHOP / "large" / "serving"
    shutil.rmtree(folder, ignore_errors=True)
    link = folder / "headwater.duckdb"
    size = write_company(link).stat().st_size / 2**20
    began = time.perf_counter()
    copied = folder / "copied.duckdb"
    shutil.copyfile(link.resolve(), copied)
    seconds = time.perf_counter() - began
    copied.unlink()
    return link, size, seconds


def paints(browser: Browser, address: str, link: Path) -> Iterator[list[str]]:
    """Per page: answer and whole page, on a build nobody has read, and again in a new window."""
    for place, page in enumerate(ALL):
        _swap_in_unread(link, f"unread{place}")
        (cold, cold_whole), (warm, warm_whole) = (
            _paint(browser, _at(address, page)) for _ in range(2)
        )
        yield [
            page,
            f"**{cold:.2f} s**",
            f"{cold_whole:.2f} s",
            f"**{warm:.2f} s**",
            f"{warm_whole:.2f} s",
        ]


def changes(browser: Browser, address: str) -> dict[str, list[float]]:
    """Per page with a period filter: seconds from the click to the page drawn again."""
    found: dict[str, list[float]] = {}
    for page in PAGES:
        with _window(browser) as window:
            window.add_init_script(PRESSED)
            window.goto(_at(address, page))
            window.wait_for_function(SETTLED, timeout=PATIENCE)
            if window.locator(".st-key-filters").count():
                found[page] = [_change(window, period) for period in PERIODS]
    return found


def together(port: int, link: Path, *, is_burst: bool) -> list[float]:
    """Twenty people click, all at the same instant or at their own pace; a publish in the middle.

    Raises:
        PageError: when any page fails.
    """
    barrier = threading.Barrier(PEOPLE + 1, timeout=PATIENCE / 1000)
    with ThreadPoolExecutor(PEOPLE) as crowd:
        told = [crowd.submit(_person, port, seed, barrier, is_burst) for seed in range(PEOPLE)]
        for place in range(ROUNDS if is_burst else 1):
            barrier.wait()
            if place == (ROUNDS // 2 if is_burst else 0):
                publish_again(link, f"amid-{is_burst}")
        return sorted(second for one in told for second in one.result())


def _person(port: int, seed: int, barrier: threading.Barrier, is_burst: bool) -> list[float]:
    """Open a page, then choose another period or another page at every click."""
    chance, seconds = random.Random(seed), []
    with PageSession(port) as session:
        session.open(ALL[seed % len(ALL)])
        for place in range(ROUNDS):
            if is_burst or not place:
                barrier.wait()
            if not is_burst:
                threading.Event().wait(chance.uniform(1.0, LONGEST_PAUSE))
            periods = len(session.offered("period"))
            if periods and chance.random() < 0.5:
                seconds.append(session.choose("period", chance.randrange(periods - 1)))
            else:
                seconds.append(session.open(chance.choice(ALL)))
    return seconds


def _at(address: str, page: str) -> str:
    """Where a page lies; the first one has the bare address."""
    return address if page == PAGES[0] else f"{address}/{page}"


def _swap_in_unread(link: Path, name: str) -> None:
    """Another build with the same figures, which nobody has read: a hard link to the file."""
    fresh = link.with_name(f"headwater-{name}.duckdb")
    fresh.unlink(missing_ok=True)
    fresh.hardlink_to(link.resolve())
    pointer = link.with_name("swap.tmp")
    pointer.symlink_to(fresh.name)
    pointer.replace(link)


@contextmanager
def _window(browser: Browser) -> Generator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-US")
    yield context.new_page()
    context.close()


def _paint(browser: Browser, address: str) -> tuple[float, float]:
    """Seconds until the answer stands on the page, and until every chart is drawn."""
    with _window(browser) as window:
        return _timed(window, lambda: window.goto(address, wait_until="commit"))


def _timed(window: Page, act: Callable[[], object]) -> tuple[float, float]:
    began = time.perf_counter()
    act()
    window.wait_for_function(ANSWERED, timeout=PATIENCE)
    answered = time.perf_counter() - began
    window.wait_for_function(SETTLED, timeout=PATIENCE)
    return answered, time.perf_counter() - began


def _change(window: Page, period: str) -> float:
    """Click a period and wait until the run that it starts has drawn everything.

    The server writes the choice into the address while it draws, and the run must have been seen to
    go on, or nothing change any more, so that an older one is not taken for it. The window itself
    tells the time between the two: looking for the button is not the page's.
    """
    window.locator(".st-key-filters").get_by_role("radio", name=period, exact=True).click()
    drawn = window.wait_for_function(DRAWN, arg=PERIODS[period], timeout=PATIENCE)
    return float(drawn.json_value()) / 1000


def at(seconds: list[float], share: float) -> float:
    """The value below which this share of the measurements lies."""
    ranked = sorted(seconds)
    return ranked[min(len(ranked) - 1, round(share * (len(ranked) - 1)))]


def report_paints(link: Path) -> str:
    """First paint of every page, a table."""
    with dashboards(link) as address, chromium() as browser:
        first = _paint(browser, address)
        painted = list(paints(browser, address, link))
    header = ("page", f"cold (limit {COLD} s)", "whole", f"warm (limit {WARM} s)", "whole")
    began = f"The very first page after the server's start: {first[0]:.1f} s."
    return f"{began}\n\n{table(header, painted)}"


def report_changes(link: Path) -> str:
    """How long a change of the period takes, a sentence."""
    with dashboards(link) as address, chromium() as browser:
        changed = changes(browser, address)
    every = [second for one in changed.values() for second in one]
    slowest = max(changed, key=lambda page: at(changed[page], 0.95))
    return (
        f"Filter changes, {len(every)} of them: median {at(every, 0.5):.2f} s, **95th percentile "
        f"{at(every, 0.95):.2f} s** (limit {CHANGE} s); slowest page {slowest}, "
        f"{at(changed[slowest], 0.95):.2f} s."
    )


def report_together(link: Path) -> str:
    """How long clicks of twenty people take, in a burst and at their own pace, two sentences."""
    with dashboards(link) as address:
        port = int(address.rpartition(":")[2])
        own_pace = together(port, link, is_burst=False)
        burst = together(port, link, is_burst=True)
    return "\n\n".join(
        f"{PEOPLE} people {how}, {len(seconds)} clicks with a publish among them, no error: median "
        f"{at(seconds, 0.5):.2f} s, **95th percentile {at(seconds, 0.95):.2f} s** (limit "
        f"{TOGETHER} s), slowest {seconds[-1]:.2f} s."
        for how, seconds in (
            ("clicking at their own pace, 1 to 8 s between clicks", own_pace),
            ("clicking at the same instant, again and again", burst),
        )
    )


PARTS = {
    "processor": report_processor,
    "paints": report_paints,
    "changes": report_changes,
    "together": report_together,
}


def main(parts: tuple[str, ...] = ()) -> str:
    """The Markdown of this measurement, or of some of its parts on the company of a run before."""
    link, told = WORKSHOP / "large" / "serving" / "headwater.duckdb", []
    if not parts:
        link, size, copying = serving()
        told.append(f"The serving file: {size:.0f} MB, copied in {copying:.1f} s.")
    told += [report(link) for name, report in PARTS.items() if name in (parts or PARTS)]
    return "\n\n".join(told)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stdout)
    logging.info(main(tuple(sys.argv[1:])))
