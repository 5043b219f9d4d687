"""A real Streamlit server and a real browser, both on this machine and bounded in time."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
APP = ROOT / "dashboards" / "app.py"
START_SECONDS = 180
PATIENCE = 60_000
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Streamlit asks for its own endpoints below the page's path first, then at the root.
HARMLESS = ("404 (Not Found)",)
SETTLED = """() => document.querySelector('[data-test-script-state="notRunning"]')
    && !document.querySelector('[data-stale="true"], [data-testid="stSkeleton"]')
    && document.querySelector('h2, h3')
    && [...document.querySelectorAll('[data-testid="stVegaLiteChart"]')]
        .every(chart => chart.querySelector('canvas, svg'))"""


class Visit:
    """One window on the pages, with what went wrong in it."""

    def __init__(self, window: Page, address: str) -> None:
        self.window = window
        self.errors: list[str] = []
        self._address = address
        window.set_default_timeout(PATIENCE)
        window.on("console", self._listen)
        window.on("pageerror", lambda error: self.errors.append(str(error)))

    def _listen(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not any(text in message.text for text in HARMLESS):
            self.errors.append(message.text)

    def go(self, page: str = "overview", **values: str) -> Visit:
        """Open a page by its address and wait until it is drawn."""
        path = "" if page == "overview" else page
        query = urlencode({name.rstrip("_"): value for name, value in values.items()})
        self.window.goto(f"{self._address}/{path}?{query}")
        return self.settled()

    def settled(self) -> Visit:
        """Wait until Streamlit has finished and every chart is drawn."""
        self.window.wait_for_function(SETTLED, timeout=PATIENCE)
        return self

    def picture(self, path: Path) -> None:
        """The whole page as a picture, without scrolling."""
        width = self.window.evaluate("window.innerWidth")
        height = self.window.evaluate(
            """document.querySelector('[data-testid="stMain"]').scrollHeight"""
        )
        self.window.set_viewport_size({"width": width, "height": min(height, 8000)})
        self.settled()
        self.window.screenshot(path=str(path))
        self.window.set_viewport_size({"width": width, "height": 900})


@contextmanager
def dashboards(serving: Path) -> Generator[str]:
    """Serve the pages of one serving file on a free loopback port; yields their address."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(APP)]
    command += ["--server.address", "127.0.0.1", "--server.port", str(port)]
    with served(command, {"HEADWATER_SERVING": str(serving)}, port, serving.parent):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def served(
    command: list[str], environment: dict[str, str], port: int, folder: Path
) -> Generator[Path]:
    """Run a server of the pages in a folder until the end of the block; yields its log."""
    log = folder / f"streamlit-{port}.log"
    with log.open("w") as output:
        server = subprocess.Popen(
            command,
            env={**os.environ, **environment},
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=folder,
        )
        try:
            _wait_until_healthy(server, port, log)
            yield log
        finally:
            server.terminate()
            server.wait(timeout=15)


@contextmanager
def chromium() -> Generator[Browser]:
    """The system's chromium, without a window."""
    path = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    assert path, "These tests drive Debian's headless chromium: `make setup-browser` installs it."
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_healthy(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    address = f"http://127.0.0.1:{port}/_stcore/health"
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, ConnectionError):
            _wait_a_little(server, log)
    raise AssertionError(f"The pages did not start in {START_SECONDS} s: {log.read_text()}")


def _wait_a_little(server: subprocess.Popen[bytes], log: Path) -> None:
    try:
        server.wait(timeout=0.25)
    except subprocess.TimeoutExpired:
        return
    raise AssertionError(f"The pages ended by themselves: {log.read_text()}")
