import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from orchestration.lock import RunInProgressError, holder, run_lock

HOLD = """
import sys
from pathlib import Path
from orchestration.lock import run_lock
with run_lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    return tmp_path / "state" / "run.lock"


def another_run(program: str, lock: Path) -> tuple[subprocess.Popen[str], str]:
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(lock)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    return process, process.stdout.readline().strip()


def kill(process: subprocess.Popen[str]) -> None:
    process.send_signal(signal.SIGKILL)
    process.communicate()


def test_a_second_run_is_told_which_process_holds_the_lock(lock):
    process, _ = another_run(HOLD, lock)
    try:
        assert holder(lock) == process.pid
        with pytest.raises(RunInProgressError, match=f"process {process.pid}"), run_lock(lock):
            pass
    finally:
        kill(process)


def test_a_killed_run_leaves_the_lock_free(lock):
    process, _ = another_run(HOLD, lock)
    kill(process)
    with run_lock(lock):
        assert lock.read_text() == f'{{"pid": {os.getpid()}}}'


def test_without_a_run_there_is_no_holder(lock):
    assert holder(lock) is None
    with run_lock(lock):
        pass
    assert holder(lock) is None
