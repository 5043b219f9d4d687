"""One small company, built day by day on DuckDB and on Spark from the same lake."""

from __future__ import annotations

import shutil
from collections.abc import Generator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path

import duckdb
import pytest

from ingest.config import Paths
from orchestration.dbt_project import read_manifest
from orchestration.spark.session import end_session, have_main_module
from orchestration.workspace import open_workspace, prepare
from tests.conftest import environment_kept, have_parsed, make_once, run_once, shared_by_workers
from tests.e2e.conftest import END, GROWN, before_the_last_day, calm, grow
from tests.spark.daily_tests import Outcome, ask_only, asked_otherwise, outcomes
from tests.spark.on_spark import be_ready_to_ask, unit_tests_on_spark
from tests.spark.parity import LEFT, RIGHT, Difference, all_differences, keys, other_types, tables
from tests.spark.periods import Found, Period, periods
from tests.spark.server import connect_server

PATIENCE = 600
OF_THE_RUN = ("meta_build", "meta_checks", "fct_alert")
NOTES = (
    "__changes",
    "__changed",
    "int_campaign_rows_changed",
    "int_campaign_credits_changed",
    "int_investors_touched",
    "int_lone_paths",
    "int_shared_credits",
)
"""What tells a run what to write again, tables on DuckDB alone: Spark writes all of it."""
__all__ = ["END", "calm"]
have_main_module()
MADE_BY_ENGINES = shutil.ignore_patterns("dagster", "dbt", "logs", "warehouse", "serving")


@dataclass(frozen=True)
class Engines:
    """The company's folder on each engine."""

    duckdb: Paths
    spark: Paths

    def warehouses(self) -> duckdb.DuckDBPyConnection:
        """All that was built, as `left_side` and `right_side`, to read."""
        return side_by_side(self.duckdb.warehouse, self.spark.warehouse)

    def published(self) -> duckdb.DuckDBPyConnection:
        """What pages read, likewise."""
        return side_by_side(self.duckdb.serving.resolve(), self.spark.serving.resolve())

    def keys(self) -> dict[str, list[str]]:
        """What identifies a row of each model; its tests say so, and DuckDB has all of them."""
        return keys(self.nodes())

    def sums(self) -> set[str]:
        """Models that DuckDB carries on as sums."""
        how = "incremental_strategy"
        nodes = self.nodes().values()
        return {node["name"] for node in nodes if node["config"].get(how) == "added_sums"}

    def nodes(self) -> dict[str, dict]:
        """The project's nodes, as parsed for DuckDB."""
        with environment_kept():
            workspace = open_workspace(self.duckdb.home)
            prepare(workspace)
            return read_manifest(workspace)["nodes"]


@dataclass(frozen=True)
class OnDuckDB:
    """The company as DuckDB builds it beside Spark, in a process of its own."""

    second: Paths
    """The last day added, in a run of its own."""
    building: BaseProcess

    @property
    def first(self) -> Paths:
        """All but the last day, built in full."""
        return before_the_last_day(self.second.home)

    def wait(self) -> None:
        """Until both are built."""
        self.building.join(PATIENCE)
        assert self.building.exitcode == 0


@dataclass(frozen=True)
class FirstBuild:
    """What there was to see before the last day came."""

    differences: list[Difference]
    months: dict[Period, Found]
    checks: set[Outcome]
    """What the data tests found on Spark."""


def everything_that_differs(engines: Engines) -> list[Difference]:
    """Between all tables that dbt and measurement have built, and between all that is published.

    What a run writes again each engine notes in a form of its own.
    """
    keys = engines.keys()
    with engines.warehouses() as connection:
        names = [name for name in tables(connection) if not name.endswith(NOTES)]
        assert len(names) > 100
        sums = engines.sums()
        names = [name for name in names if name not in sums or is_kept(connection, name)]
        built = all_differences(connection, names, keys)
    with engines.published() as connection:
        here, there = (shown(connection, side) for side in (LEFT, RIGHT))
        assert len(here) > 60
        assert here == there
        rows = all_differences(connection, here, keys)
        return [*built, *rows, *(d for name in here for d in other_types(connection, name))]


def is_kept(connection: duckdb.DuckDBPyConnection, name: str) -> bool:
    """Whether Spark has a table of the name, not a view that another model reads."""
    asked = "select 1 from duckdb_views() where database_name = ? and view_name = ?"
    return name in tables(connection, RIGHT) or bool(
        connection.execute(asked, [RIGHT, name]).fetchall()
    )


def shown(connection: duckdb.DuckDBPyConnection, side: str) -> list[str]:
    """Tables that pages read, without those that say when a run was or a question was asked."""
    return [name for name in tables(connection, side) if not name.startswith(OF_THE_RUN)]


def side_by_side(left: Path, right: Path) -> duckdb.DuckDBPyConnection:
    """Two files of DuckDB as `left_side` and `right_side`, to read."""
    connection = duckdb.connect()
    for side, path in ((LEFT, left), (RIGHT, right)):
        connection.execute(f"attach '{path}' as {side} (read_only)")
    return connection


def run_on_spark(home: Path, delivered: Paths, remote: str) -> None:
    """One run on Spark over the lake that DuckDB read."""
    shutil.copytree(delivered.home, home, symlinks=True, dirs_exist_ok=True, ignore=MADE_BY_ENGINES)
    set_engine(home, remote)
    run_once(home)


def parse(home: Path) -> None:
    """Have the project parsed for the engine of a company."""
    with environment_kept():
        have_parsed(open_workspace(home))


def set_engine(home: Path, remote: str) -> None:
    """Let the company's models be built on the cluster at `remote`."""
    settings = home / "headwater.toml"
    known = settings.read_text(encoding="utf-8") if settings.exists() else ""
    told, _, _ = known.partition("\n[spark]")
    told = told.removeprefix('engine = "spark"\n')
    written = f'engine = "spark"\n{told}\n[spark]\nremote = "{remote}"\n'
    settings.write_text(written, encoding="utf-8")


@pytest.fixture(scope="session")
def remote(tmp_path_factory: pytest.TempPathFactory) -> Generator[str]:
    # What DuckDB's process, which is still importing, would have to do first.
    parse_for_duckdb = partial(parse, tmp_path_factory.mktemp("duckdb"))
    folder = tmp_path_factory.mktemp("spark")
    with connect_server(folder, meanwhile=parse_for_duckdb) as (address, _):
        yield address
        end_session()


@pytest.fixture(scope="session", autouse=True)
def _duckdb_begins_at_once(request: pytest.FixtureRequest) -> None:
    """DuckDB reads the deliveries while the server starts and answers what needs no company."""
    tests = (item for item in request.session.items if isinstance(item, pytest.Function))
    if any("on_duckdb" in test.fixturenames for test in tests):
        request.getfixturevalue("on_duckdb")


@pytest.fixture(scope="session")
def on_duckdb(tmp_path_factory: pytest.TempPathFactory) -> Generator[OnDuckDB]:
    home = shared_by_workers(tmp_path_factory) / GROWN
    building = get_context("spawn").Process(target=make_once, args=(home, grow))
    building.start()
    yield OnDuckDB(Paths(home), building)
    building.kill()


@pytest.fixture(scope="session")
def first_build(
    on_duckdb: OnDuckDB, remote: str, tmp_path_factory: pytest.TempPathFactory
) -> Engines:
    """All but the last day, built in full on both engines."""
    engines = Engines(on_duckdb.first, Paths(tmp_path_factory.mktemp("on_spark")))
    set_engine(engines.spark.home, remote)
    parse(engines.spark.home)
    wait_for_the_lake(on_duckdb)
    run_on_spark(engines.spark.home, on_duckdb.first, remote)
    on_duckdb.wait()
    return engines


@pytest.fixture(scope="session")
def beside() -> Generator[ProcessPoolExecutor]:
    """One process beside the tests, for what Spark's unit tests ask."""
    with ProcessPoolExecutor(1, get_context("spawn")) as process:
        yield process


@pytest.fixture(scope="session")
def after_the_first_build(first_build: Engines, beside: ProcessPoolExecutor) -> FirstBuild:
    # Here alone a core is free for what the unit tests take seconds to import; they say what fails.
    beside.submit(be_ready_to_ask, first_build.spark)
    spark = first_build.spark
    return FirstBuild(everything_that_differs(first_build), periods(spark), outcomes(spark))


@pytest.fixture(scope="session")
def second_build(
    on_duckdb: OnDuckDB, first_build: Engines, after_the_first_build: FirstBuild, remote: str
) -> Engines:
    """The last day added on both engines, once the first build has been looked at."""
    ask_only(first_build.spark, asked_otherwise(on_duckdb.first, on_duckdb.second))
    run_on_spark(first_build.spark.home, on_duckdb.second, remote)
    return Engines(on_duckdb.second, first_build.spark)


@pytest.fixture(scope="session")
def unit_tests(second_build: Engines, beside: ProcessPoolExecutor) -> Future[dict[str, str]]:
    """What the unit tests of the models find on Spark, in a process beside the other tests.

    They ask what was built for its types: a test that builds again a model that a unit test is of,
    or gives rows for, must wait for them.
    """
    return beside.submit(unit_tests_on_spark, second_build.spark)


def wait_for_the_lake(on_duckdb: OnDuckDB) -> None:
    """Until DuckDB's run has read all that was delivered, and builds."""
    for _ in range(PATIENCE * 5):
        if on_duckdb.first.warehouse.exists():
            return
        on_duckdb.building.join(0.2)
        assert on_duckdb.building.is_alive()
