"""The servers of a company: they answer, they stop, and they leave nobody behind."""

import os
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from pathlib import Path

import psutil
import pytest

from ingest.config import Paths

pytestmark = pytest.mark.xdist_group("company")

HEADWATER = Path(sys.executable).with_name("headwater")
PATIENCE = 120


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def serve(company: Paths, dashboards: int, dagster: int) -> subprocess.Popen[str]:
    ports = ["--dashboards-port", str(dashboards), "--dagster-port", str(dagster)]
    return subprocess.Popen(
        [HEADWATER, "--home", company.home, "serve", *ports],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    )


def lines_until(process: subprocess.Popen[str], wanted: int) -> list[str]:
    """What it said until so many addresses were among it; it is stopped when it takes too long."""
    watchdog = threading.Timer(PATIENCE, process.kill)
    watchdog.start()
    said: list[str] = []
    assert process.stdout is not None
    for line in process.stdout:
        said.append(line.strip())
        if sum("http://" in text for text in said) == wanted:
            break
    watchdog.cancel()
    return said


def test_both_servers_answer_and_stop_together(company):
    dashboards, dagster = free_port(), free_port()
    process = serve(company, dashboards, dagster)
    try:
        said = lines_until(process, 2)
        children = psutil.Process(process.pid).children(recursive=True)
        assert f"http://127.0.0.1:{dashboards}" in " ".join(said)
        assert f"http://127.0.0.1:{dagster}" in " ".join(said)
        with urllib.request.urlopen(f"http://127.0.0.1:{dashboards}") as page:
            assert page.status == 200
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)
    assert process.returncode == 0
    _, alive = psutil.wait_procs(children, timeout=10)
    assert alive == []


def test_a_taken_port_is_named_with_the_way_out(company):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = subprocess.run(
            [HEADWATER, "--home", company.home, "serve", "--dashboards-port", str(port)],
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert f"Port {port}" in done.stderr
    assert "--dashboards-port" in done.stderr
