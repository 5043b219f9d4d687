"""One small simulated company, run and published once for all tests that read it."""

import fcntl
import os
import shutil
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from ingest.config import Paths
from ingest.simulator import simulate
from orchestration.run import Request, run
from orchestration.stages import Stages
from orchestration.workspace import open_workspace
from tests.troubled import add_troubles

# As dashboards/.streamlit/config.toml has it, which is read where the pages are served only.
os.environ["STREAMLIT_RUNNER_POST_SCRIPT_GC"] = "false"
VISITORS, DAYS, SEED, END = 3_000, 60, 11, date(2026, 6, 30)


@pytest.fixture(scope="session")
def company(tmp_path_factory: pytest.TempPathFactory) -> Paths:
    """A published company of 3,000 visitors, 60 days and many a promotion; never change it.

    The folder `deliveries` beside it holds the files as they came, before anybody read them.
    """

    def make(home: Path) -> None:
        simulate(home, visitors=VISITORS, days=DAYS, seed=SEED, end=END)
        add_troubles(Paths(home))
        shutil.copytree(Paths(home).inbox, home.with_name("deliveries"), dirs_exist_ok=True)
        run_once(home)

    return made_once(tmp_path_factory, "company", make)


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Paths:
    """A company folder that the first worker makes and all workers of this session read."""
    base = factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not Paths(shared / name).serving.exists():
            make(shared / name)
    return Paths(shared / name)


def copied(company: Paths, home: Path) -> Paths:
    """A copy of a company, to be changed, without Dagster's history: others may have that open."""
    shutil.copytree(company.home, home, symlinks=True, ignore=shutil.ignore_patterns("dagster"))
    return Paths(home)


def run_once(home: Path, request: Request | None = None) -> Stages:
    """One run in this process, whose environment is as before afterwards."""
    with environment_kept():
        return run(open_workspace(home), request or Request())


@contextmanager
def environment_kept() -> Generator[None]:
    """Take back what a run sets in this process's environment."""
    before = dict(os.environ)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
