"""A run that is killed at any moment, and started again, publishes what an undisturbed one does."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from ingest.config import Paths
from orchestration.workspace import open_workspace
from tests.e2e.published import differences, figures
from tests.e2e.test_again import DELIVERY_RECORDS, run_once, simulated

pytestmark = pytest.mark.xdist_group("killed")

HEADWATER = Path(sys.executable).with_name("headwater")
MOMENTS = (
    'Started execution of step "ingest"',
    "Materialized value lake events",
    "Materialized value stg_platform__users",
    "Materialized value int_sessions",
    "Materialized value fct_spend_daily",
    'Started execution of step "publish__serving"',
)
PATIENCE = 120


def start(home: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [HEADWATER, "--home", home, "run"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    )


def kill_when(process: subprocess.Popen[bytes], logs: Path, words: str, known: set[Path]) -> None:
    """SIGKILL as soon as the run's log says these words."""
    pause, deadline = threading.Event(), time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        said = [path.read_text(errors="replace") for path in set(logs.glob("run-*")) - known]
        if any(words in text for text in said):
            process.send_signal(signal.SIGKILL)
            process.wait()
            return
        assert process.poll() is None, f"the run ended before it said {words!r}"
        pause.wait(0.02)
    raise AssertionError(f"the run never said {words!r}")


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Paths:
    paths = simulated(tmp_path_factory.mktemp("calm") / "company")
    run_once(paths.home)
    return paths


def test_a_run_killed_at_many_moments_ends_with_the_same_numbers(undisturbed, tmp_path):
    paths = simulated(tmp_path / "company")
    logs = open_workspace(paths.home).logs
    for words in MOMENTS:
        known = set(logs.glob("run-*"))
        kill_when(start(paths.home), logs, words, known)
    run_once(paths.home)
    here, there = figures(paths, DELIVERY_RECORDS), figures(undisturbed, DELIVERY_RECORDS)
    assert differences(here, there) == []
    waiting = [path for path in paths.inbox.rglob("*") if path.is_file()]
    assert waiting == []
