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
from tests.conftest import copied, run_once
from tests.e2e.conftest import DAYS, DELIVERY_RECORDS, before_the_last_day, simulated
from tests.e2e.published import build_id, differences, figures

pytestmark = pytest.mark.xdist_group("small_company")

HEADWATER = Path(sys.executable).with_name("headwater")
PATIENCE = 120


def landing(paths: Paths, _: str) -> bool:
    """Parquet of a second load is being written, or has just been."""
    return len(list(paths.lake.glob("events/[1-9]*.parquet"))) > 1


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


def test_a_run_killed_at_many_moments_ends_with_the_same_numbers(grown, tmp_path):
    paths = copied(before_the_last_day(grown.home), tmp_path / "company")
    before = build_id(paths)
    simulated(paths.home, first=DAYS - 1)
    for moment in (landing, building, publishing):
        kill_when(moment, paths)
        assert build_id(paths) == before
    run_once(paths.home)
    assert build_id(paths) > before
    here, there = figures(paths, DELIVERY_RECORDS), figures(grown, DELIVERY_RECORDS)
    assert differences(here, there) == []
    assert [path for path in paths.inbox.rglob("*") if path.is_file()] == []
