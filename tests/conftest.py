"""One small simulated company, run and published once for all tests that read it."""

import fcntl
import gc
import os
import shutil
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from ingest.config import Paths
from ingest.simulator import simulate
from orchestration.garbage import SELDOM
from orchestration.parsed import ensure_manifest, stamp
from orchestration.run import Request, run
from orchestration.stages import Stages
from orchestration.workspace import Workspace, open_workspace, prepare
from tests.troubled import add_troubles

# As dashboards/.streamlit/config.toml has it, which is read where the pages are served only.
os.environ["STREAMLIT_RUNNER_POST_SCRIPT_GC"] = "false"
PARSED = "HEADWATER_TESTS_PARSED"
VISITORS, DAYS, SEED, END = 3_000, 60, 11, date(2026, 6, 30)


def pytest_configure() -> None:
    """Search for garbage seldom: what is imported and collected is much, and stays."""
    gc.set_threshold(*SELDOM)


def pytest_collection_finish() -> None:
    """Search no more among that."""
    gc.collect()
    gc.freeze()


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
    home = shared_by_workers(factory) / name
    make_once(home, make)
    return Paths(home)


def shared_by_workers(factory: pytest.TempPathFactory) -> Path:
    """The folder of this session in which all workers find what one of them has made."""
    base = factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


def make_once(home: Path, make: Callable[[Path], None]) -> None:
    """Make a company folder unless a worker has; who comes while it is being made waits."""
    with one_at_a_time(home):
        if not Paths(home).serving.exists():
            make(home)


@contextmanager
def one_at_a_time(folder: Path) -> Generator[None]:
    """Keep all other workers from `folder`."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with folder.with_name(f"{folder.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session", autouse=True)
def _parsed_projects(tmp_path_factory: pytest.TempPathFactory) -> None:
    """All that this session starts knows where the project is kept as dbt has parsed it."""
    os.environ[PARSED] = str(shared_by_workers(tmp_path_factory) / "parsed")


def have_parsed(workspace: Workspace) -> None:
    """Give the company the parsed project: dbt takes seconds for it, and it is the same for all."""
    kept, own = Path(os.environ[PARSED]) / stamp(workspace), workspace.dbt_manifest.parent
    with one_at_a_time(kept):
        if not kept.exists():
            prepare(workspace)
            ensure_manifest(workspace)
            shutil.copytree(own, kept)
    if not own.exists():
        shutil.copytree(kept, own)


def copied(company: Paths, home: Path) -> Paths:
    """A copy of a company, to be changed, without Dagster's history: others may have that open."""
    shutil.copytree(company.home, home, symlinks=True, ignore=shutil.ignore_patterns("dagster"))
    return Paths(home)


def run_once(home: Path, request: Request | None = None) -> Stages:
    """One run in this process, whose environment is as before afterwards."""
    with environment_kept():
        workspace = open_workspace(home)
        have_parsed(workspace)
        return run(workspace, request or Request())


@contextmanager
def environment_kept() -> Generator[None]:
    """Take back what a run sets in this process's environment."""
    before = dict(os.environ)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
