import os
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from ingest.config import Paths
from ingest.simulator import simulate
from tests.conftest import made_once, run_once
from tests.e2e.own_channels import describe_own_channels

VISITORS, DAYS, SEED = (
    int(os.environ.get(f"HEADWATER_TEST_{name}", usual))
    for name, usual in (("VISITORS", 500), ("DAYS", 24), ("SEED", 5))
)
"""Both engines must agree on any company: `make test-spark` takes another size and seed."""
END = date(2026, 6, 12)
"""From May into June: the last day leaves a month alone."""
GROWN = "grown"
DELIVERY_RECORDS = frozenset({"fct_deliveries", "fct_source_freshness", "fct_rejects"})
"""What a file that comes twice does change: the record of what came."""


def simulated(home: Path, first: int = 0, last: int | None = None) -> Paths:
    """The small company, with what it delivered from one day of its story to another."""
    start = END - timedelta(days=DAYS - 1)
    until = None if last is None else start + timedelta(days=last)
    since = start + timedelta(days=first) if first else None
    home.mkdir(parents=True, exist_ok=True)
    (home / ".env").write_text("HEADWATER_HASH_KEY=the same company has the same key\n")
    simulate(home, VISITORS, DAYS, SEED, END, deliver_from=since, deliver_until=until)
    if not first:
        describe_own_channels(home)
    return Paths(home)


@pytest.fixture(scope="session")
def calm(tmp_path_factory: pytest.TempPathFactory) -> Paths:
    """The small company after one undisturbed run over all its deliveries; never change it."""

    def make(home: Path) -> None:
        simulated(home)
        run_once(home)

    return made_once(tmp_path_factory, "calm", make)


@pytest.fixture(scope="session")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Paths:
    """The small company after two runs, the last day alone in the second; never change it."""
    return made_once(tmp_path_factory, GROWN, grow)


def before_the_last_day(grown: Path) -> Paths:
    """The same company after the first of the two runs."""
    return Paths(grown.with_name(f"{grown.name}-before"))


def grow(home: Path) -> None:
    """Make both."""
    before = before_the_last_day(home).home
    simulated(before, last=DAYS - 2)
    run_once(before)
    shutil.copytree(before, home, symlinks=True)
    simulated(home, first=DAYS - 1)
    run_once(home)
