"""One server and one browser for all browser tests; pictures go to HEADWATER_SCREENSHOTS."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.driver import Visit, chromium, dashboards
from tests.dashboards.fixture import write_serving_file

Scheme = Literal["light", "dark"]
Reader = Callable[[Scheme], Page]
KeepPicture = Callable[[Visit, str], None]
FORGET = "() => { sessionStorage.clear(); localStorage.clear() }"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="session")
def windows(browser: Browser) -> dict[Scheme, Page]:
    """By their colours, the windows of readers who have opened pages before."""
    return {}


@pytest.fixture
def reader(browser: Browser, windows: dict[Scheme, Page]) -> Iterator[Reader]:
    """The window of whoever reads; after a test nobody is signed in and nothing is kept of it.

    One reader opens the pages of all tests, each by its address, in one window: that has loaded and
    compiled the code of the pages, for which a new reader needs seconds and a new window 0.7 s each
    time. This one wants little motion: what fades and turns while a page is drawn costs as much as
    the page where no graphics card does it. Tests that open a window by themselves get a new
    reader, and motion.
    """

    def of(scheme: Scheme) -> Page:
        if scheme not in windows:
            windows[scheme] = _window_of_a_reader(browser, scheme)
        return windows[scheme]

    yield of
    for window in windows.values():
        _leave(window)


def _window_of_a_reader(browser: Browser, scheme: Scheme) -> Page:
    return browser.new_page(
        color_scheme=scheme,
        timezone_id="America/New_York",
        locale="en-US",
        accept_downloads=True,
        reduced_motion="reduce",
    )


def _leave(window: Page) -> None:
    """Sign out, forget what pages have kept, close all other windows and leave this one empty."""
    if not window.url.startswith("about:"):
        window.evaluate(FORGET)
    window.goto("about:blank")
    window.context.clear_cookies()
    for other in window.context.pages:
        if other != window:
            other.close()


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
    """Open a page as if nothing had been opened before."""

    def opened(
        page: str = "overview", width: int = 1440, scheme: Scheme = "light", **values: str
    ) -> Visit:
        return Visit(sized(reader(scheme), width, 900), address).go(page, **values)

    return opened


def sized(window: Page, width: int, height: int) -> Page:
    """The window in this size."""
    window.set_viewport_size({"width": width, "height": height})
    return window
