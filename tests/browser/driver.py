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

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
APP = ROOT / "dashboards" / "app.py"
START_SECONDS = 60
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextmanager
def dashboards(serving: Path) -> Generator[str]:
    """Serve the pages of one serving file on a free loopback port; yields their address."""
    port = _free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(APP)]
    command += ["--server.address", "127.0.0.1", "--server.port", str(port)]
    environment = {**os.environ, "HEADWATER_SERVING": str(serving)}
    log = serving.parent / f"streamlit-{port}.log"
    with log.open("w") as output:
        server = subprocess.Popen(
            command, env=environment, stdout=output, stderr=subprocess.STDOUT, cwd=serving.parent
        )
        try:
            _wait_until_healthy(server, port, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(timeout=15)


@contextmanager
def chromium() -> Generator[Browser]:
    """The system's chromium, without a window."""
    path = shutil.which("chromium")
    assert path, "These tests drive Debian's chromium: `make setup-browser` installs it."
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


def settle(page: Page, timeout: float = 20_000) -> None:
    """Wait until Streamlit has finished its run and every chart is drawn."""
    page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for(
        timeout=timeout
    )
    page.wait_for_function(
        """() => !document.querySelector('[data-stale="true"]')
            && !document.querySelector('[data-testid="stSkeleton"]')
            && [...document.querySelectorAll('[data-testid="stVegaLiteChart"]')]
                .every(chart => chart.querySelector('canvas, svg'))""",
        timeout=timeout,
    )


def _free_port() -> int:
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
