import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from orchestration.lock import RunInProgressError, holder, note_child, run_lock

HOLD = """
import sys
from pathlib import Path
from orchestration.lock import run_lock
with run_lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""
HOLD_WITH_CHILD = """
import subprocess, sys
from pathlib import Path
from orchestration.lock import note_child, run_lock
with run_lock(Path(sys.argv[1])):
    child = subprocess.Popen(["sleep", "60"], stdout=subprocess.DEVNULL)
    note_child(Path(sys.argv[1]), child.pid)
    print(child.pid, flush=True)
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


def test_a_writer_that_a_killed_run_left_behind_is_stopped(lock):
    process, child = another_run(HOLD_WITH_CHILD, lock)
    kill(process)
    assert psutil.pid_exists(int(child))
    with run_lock(lock):
        assert not psutil.pid_exists(int(child)) or is_zombie(int(child))


def is_zombie(pid: int) -> bool:
    return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE


def test_a_process_that_only_has_the_number_of_a_dead_writer_is_left_alone(lock):
    with run_lock(lock):
        note_child(lock, os.getpid())
    lock.write_text(f'{{"child": {os.getpid()}, "child_started": 1.0}}')
    with run_lock(lock):
        pass


def test_without_a_run_there_is_no_holder(lock):
    assert holder(lock) is None
    with run_lock(lock):
        pass
    assert holder(lock) is None
