"""One small simulated company, run and published once for all tests that read it."""

import fcntl
import os
import shutil
from collections.abc import Generator
from contextlib import contextmanager
from datetime import date

import pytest

from ingest.config import Paths
from ingest.simulator import simulate
from orchestration.run import Request, run
from orchestration.workspace import open_workspace

VISITORS, DAYS, SEED, END = 3_000, 60, 11, date(2026, 6, 30)


@pytest.fixture(scope="session")
def company(tmp_path_factory: pytest.TempPathFactory) -> Paths:
    """A published company of 3,000 visitors and 60 days; read it, never change it.

    The folder `deliveries` beside it holds the files as they came, before anybody read them.
    """
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    home = shared / "company"
    with (shared / "company.lock").open("w") as lock, environment_kept():
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not Paths(home).serving.exists():
            simulate(home, visitors=VISITORS, days=DAYS, seed=SEED, end=END)
            shutil.copytree(Paths(home).inbox, shared / "deliveries", dirs_exist_ok=True)
            run(open_workspace(home), Request())
    return Paths(home)


@contextmanager
def environment_kept() -> Generator[None]:
    """Take back what a run sets in this process's environment."""
    before = dict(os.environ)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
