"""Runs the dbt project in this process over a lake, and reads what it built."""

from __future__ import annotations

import json
import os
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import duckdb
from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.cli.main import dbtRunner, dbtRunnerResult
from dbt.contracts.graph.manifest import Manifest

from orchestration.dbt_build import AFTER, BEFORE, without_debugging
from orchestration.measured import measure_attribution

KEPT = ("+config.materialized:incremental",)
"""What one build hands on to the next, and all that it is made of."""
PROJECT = Path(__file__).parents[2] / "dbt_project"
Cell = str | int | float | bool | Decimal | date | datetime | None


@dataclass
class Company:
    """One warehouse built from one lake, with dbt's own files beside it."""

    home: Path
    lake: Path
    manifest: Manifest | None = field(default=None, repr=False)
    tried: str = field(default="", repr=False)
    """The `changed_after` of the last build: one more of the same follows a try that failed."""

    @property
    def warehouse(self) -> Path:
        """The DuckDB file that dbt writes."""
        return self.home / "warehouse.duckdb"

    def build(
        self, changed_after: str = "", select: Sequence[str] = (), **settings: object
    ) -> None:
        """Models (and seeds when all is built); `changed_after` is the last load already built.

        Without `select` also what is measured between the two halves of a build.

        Raises:
            AssertionError: with dbt's own messages, when anything fails.
        """
        without = ["--exclude-resource-type", "test", "--exclude-resource-type", "unit_test"]
        command = ["run"] if changed_after else ["build", *without]
        before = {
            "changed_after_load": changed_after,
            "published_build": changed_after,
            "is_after_published": changed_after not in ("", self.tried),
        }
        self.tried = changed_after
        variables = {**before, **settings}
        if select:
            self._invoke([*command, "--select", *select], variables)
            return
        self._invoke([*command, *BEFORE.selection], variables)
        with duckdb.connect(str(self.warehouse)) as connection:
            measure_attribution(connection)
        self._invoke([*command, *AFTER.selection], variables)

    def test(self, *models: str, changed_after: str = "") -> None:
        """The data tests of all that is built, or of some `models`; as a daily run asks them, if
        `changed_after` is the last load built before.
        """
        args = ["--select", *models, "--indirect-selection", "cautious"] if models else []
        told = {"changed_after_load": changed_after}
        self._invoke(["test", "--exclude-resource-type", "unit_test", *args], told)

    def unit_test(self) -> None:
        """All dbt unit tests; the relations they mock must have been built."""
        self._invoke(["test", "--select", "test_type:unit"], {})

    def rows(self, sql: str) -> list[tuple[Cell, ...]]:
        """All rows of a query on the warehouse, dates as dates, money as Decimal."""
        with duckdb.connect(str(self.warehouse), read_only=True) as connection:
            return connection.execute(sql).fetchall()

    def row(self, sql: str) -> tuple[Cell, ...]:
        """The only row of a query."""
        (only,) = self.rows(sql)
        return only

    def value(self, sql: str) -> Cell:
        """The only value of a query."""
        (only,) = self.row(sql)
        return only

    def _invoke(self, args: list[str], variables: Mapping[str, object]) -> None:
        folders = ["--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT)]
        folders += ["--target-path", str(self.home / "target"), "--log-path", str(self.home)]
        options = [
            "--quiet",
            "--log-level",
            "none",
            "--log-level-file",
            "none",
            "--no-write-json",
            "--vars",
            json.dumps(variables),
            *folders,
        ]
        self.home.mkdir(parents=True, exist_ok=True)
        places = _environment(HEADWATER_LAKE=self.lake, HEADWATER_WAREHOUSE=self.warehouse)
        with places, without_debugging():
            result = dbtRunner(manifest=self.manifest).invoke([*args, *options])
            DuckDBConnectionManager.close_all_connections()
        assert result.success, _messages(result)


def parse(home: Path) -> Manifest:
    """The project's manifest, so that later runs in this process need not parse again."""
    folders = ["--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT)]
    folders += ["--target-path", str(home / "target"), "--log-path", str(home)]
    with _environment(HEADWATER_LAKE=home, HEADWATER_WAREHOUSE=home / "warehouse.duckdb"):
        result = dbtRunner().invoke(["parse", "--quiet", *folders])
    assert isinstance(result.result, Manifest), _messages(result)
    return result.result


@contextmanager
def _environment(**values: Path) -> Generator[None]:
    before = dict(os.environ)
    os.environ |= {name: str(value) for name, value in values.items()}
    os.environ |= {
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
        "HEADWATER_THREADS": os.environ.get("HEADWATER_THREADS", "1"),
    }
    try:
        yield
    finally:
        os.environ.clear()
        os.environ |= before


def _messages(result: dbtRunnerResult) -> str:
    if result.exception:
        return str(result.exception)
    nodes = getattr(result.result, "results", [])
    failed = [node for node in nodes if node.status not in ("success", "pass", "skipped")]
    return "\n".join(f"{node.node.name}: {node.status} {node.message}" for node in failed)
