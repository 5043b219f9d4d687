"""One small company, built day by day on DuckDB and on Spark from the same lake."""

from __future__ import annotations

import shutil
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from ingest.config import Paths
from orchestration.dbt_project import read_manifest
from orchestration.spark.session import end_session
from orchestration.workspace import open_workspace, prepare
from tests.conftest import environment_kept, run_once
from tests.e2e.conftest import DAYS, calm, simulated
from tests.spark.parity import LEFT, RIGHT, keys
from tests.spark.server import connect_server

LAST_DAY = DAYS - 1
__all__ = ["calm"]
MADE_BY_ENGINES = shutil.ignore_patterns("dagster", "dbt", "logs", "warehouse", "serving")


@dataclass(frozen=True)
class Engines:
    """The company's folder on each engine, and the address of the server."""

    duckdb: Paths
    spark: Paths
    remote: str

    def connection(self) -> duckdb.DuckDBPyConnection:
        """Both warehouses, as `left_side` and `right_side`, to read."""
        connection = duckdb.connect()
        connection.execute(f"attach '{self.duckdb.warehouse}' as {LEFT} (read_only)")
        connection.execute(f"attach '{self.spark.warehouse}' as {RIGHT} (read_only)")
        return connection

    def keys(self) -> dict[str, list[str]]:
        """What identifies a row of each model."""
        with environment_kept():
            workspace = open_workspace(self.duckdb.home)
            prepare(workspace)
            return keys(read_manifest(workspace)["nodes"])

    def run_on_spark(self) -> None:
        """One run on Spark over the lake that DuckDB's last run read."""
        shutil.copytree(
            self.duckdb.home, self.spark.home, dirs_exist_ok=True, ignore=MADE_BY_ENGINES
        )
        set_engine(self.spark.home, self.remote)
        run_once(self.spark.home)


def set_engine(home: Path, remote: str) -> None:
    """Let the company's models be built on the cluster at `remote`."""
    settings = home / "headwater.toml"
    told, _, _ = settings.read_text(encoding="utf-8").partition("\n[spark]")
    told = told.removeprefix('engine = "spark"\n')
    written = f'engine = "spark"\n{told}\n[spark]\nremote = "{remote}"\n'
    settings.write_text(written, encoding="utf-8")


@pytest.fixture(scope="session")
def remote(tmp_path_factory: pytest.TempPathFactory) -> Generator[str]:
    with connect_server(tmp_path_factory.mktemp("spark")) as (address, _):
        yield address
        end_session()


@pytest.fixture(scope="session")
def first_build(tmp_path_factory: pytest.TempPathFactory, remote: str) -> Engines:
    """All but the last day, built in full on both engines."""
    base = tmp_path_factory.mktemp("engines")
    on_duckdb = simulated(base / "duckdb", 0, LAST_DAY - 1)
    run_once(on_duckdb.home)
    engines = Engines(on_duckdb, Paths(base / "spark"), remote)
    engines.run_on_spark()
    return engines
