"""One server and one browser for all browser tests; pictures go to HEADWATER_SCREENSHOTS."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.driver import Visit, chromium, dashboards
from tests.dashboards.fixture import write_serving_file

Scheme = Literal["light", "dark"]
Reader = Callable[[Scheme], BrowserContext]
KeepPicture = Callable[[Visit, str], None]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="session")
def known_readers(browser: Browser) -> dict[Scheme, BrowserContext]:
    """By their colours, readers who have opened pages before."""
    return {}


@pytest.fixture
def reader(browser: Browser, known_readers: dict[Scheme, BrowserContext]) -> Iterator[Reader]:
    """Whoever opens windows; after a test nobody is signed in and no window is open.

    One reader opens the windows of all tests and keeps the code of the pages, which a new one
    would load and compile again each time. This one wants little motion: what fades and turns
    while a page is drawn costs as much as the page where no graphics card does it. Tests that open
    a window by themselves get a new reader, and motion.
    """

    def of(scheme: Scheme) -> BrowserContext:
        if scheme not in known_readers:
            known_readers[scheme] = browser.new_context(
                color_scheme=scheme,
                timezone_id="America/New_York",
                locale="en-US",
                accept_downloads=True,
                reduced_motion="reduce",
            )
        return known_readers[scheme]

    yield of
    for context in known_readers.values():
        context.clear_cookies()
        for window in context.pages:
            window.close()


@pytest.fixture(scope="session")
def link(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_serving_file(tmp_path_factory.mktemp("small") / "serving" / "headwater.duckdb")


@pytest.fixture(scope="session")
def address(link: Path) -> Iterator[str]:
    with dashboards(link) as running:
        yield running


@pytest.fixture
def picture() -> KeepPicture:
    """Keeps a picture of the page where somebody wants one: it costs as much as the page."""
    folder = os.environ.get("HEADWATER_SCREENSHOTS")

    def keep(visit: Visit, name: str) -> None:
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            visit.picture(Path(folder) / f"{name}.png")

    return keep


@pytest.fixture
def visit(reader: Reader, address: str) -> Callable[..., Visit]:
    """Open a page in a window of its own."""

    def opened(
        page: str = "overview", width: int = 1440, scheme: Scheme = "light", **values: str
    ) -> Visit:
        return Visit(window_of(reader(scheme), width, 900), address).go(page, **values)

    return opened


def window_of(context: BrowserContext, width: int, height: int) -> Page:
    """A new window of this size."""
    window = context.new_page()
    window.set_viewport_size({"width": width, "height": height})
    return window
