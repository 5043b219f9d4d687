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


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="session")
def link(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_serving_file(tmp_path_factory.mktemp("small") / "serving" / "headwater.duckdb")


@pytest.fixture(scope="session")
def address(link: Path) -> Iterator[str]:
    with dashboards(link) as running:
        yield running


@pytest.fixture(scope="session")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = os.environ.get("HEADWATER_SCREENSHOTS")
    path = Path(folder) if folder else tmp_path_factory.mktemp("screenshots")
    path.mkdir(parents=True, exist_ok=True)
    return path


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Callable[..., Visit]]:
    """Open a page in a fresh window; every window is closed at the end."""
    windows: list[Page] = []

    def opened(
        page: str = "overview", width: int = 1440, scheme: Scheme = "light", **values: str
    ) -> Visit:
        window = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            timezone_id="America/New_York",
            accept_downloads=True,
        ).new_page()
        windows.append(window)
        return Visit(window, address).go(page, **values)

    yield opened
    for window in windows:
        window.context.close()
