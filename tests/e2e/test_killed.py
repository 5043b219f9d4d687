"""A run that is killed at any moment, and started again, publishes what an undisturbed one does.

All moments of an ingest are in tests/ingest/test_killed.py.
"""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.config import Paths
from orchestration.workspace import open_workspace
from tests.conftest import run_once
from tests.e2e.conftest import DELIVERY_RECORDS, simulated
from tests.e2e.published import differences, figures

pytestmark = pytest.mark.xdist_group("killed")

HEADWATER = Path(sys.executable).with_name("headwater")
PATIENCE = 120


def landing(paths: Paths, _: str) -> bool:
    """Parquet of a load is being written, or has just been."""
    return any(not path.name.startswith("0000") for path in paths.lake.glob("events/*.parquet"))


def building(_: Paths, log: str) -> bool:
    """Dbt is half through."""
    return "Materialized value int_sessions." in log


def publishing(_: Paths, log: str) -> bool:
    """All is built, and nothing published."""
    return 'Started execution of step "publish__serving"' in log


def start(home: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [HEADWATER, "--home", home, "run"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    )


def kill_when(moment: Callable[[Paths, str], bool], paths: Paths) -> None:
    """Start a run and SIGKILL it as soon as `moment` has come."""
    logs = open_workspace(paths.home).logs
    known, pause = set(logs.glob("run-*")), threading.Event()
    process, deadline = start(paths.home), time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        log = "".join(p.read_text(errors="replace") for p in set(logs.glob("run-*")) - known)
        if moment(paths, log):
            process.send_signal(signal.SIGKILL)
            process.wait()
            return
        assert process.poll() is None, f"the run ended before {moment}"
        pause.wait(0.05)
    process.kill()
    raise AssertionError(f"the run never came to {moment}")


def test_a_run_killed_at_many_moments_ends_with_the_same_numbers(calm, tmp_path):
    paths = simulated(tmp_path / "company")
    for moment in (landing, building, publishing):
        kill_when(moment, paths)
    run_once(paths.home)
    here, there = figures(paths, DELIVERY_RECORDS), figures(calm, DELIVERY_RECORDS)
    assert differences(here, there) == []
    assert [path for path in paths.inbox.rglob("*") if path.is_file()] == []
