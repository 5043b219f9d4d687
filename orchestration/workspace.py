"""One company folder, opened: its settings, its paths and the environment its tools run in."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ingest.config import Paths, Settings, load_settings, resolve_home

NO_TELEMETRY = {
    "DO_NOT_TRACK": "1",
    "DAGSTER_DISABLE_TELEMETRY": "yes",
    "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
    "RUNTIME__DLTHUB_TELEMETRY": "false",
    "STREAMLIT_BROWSER_GATHER_USAGE_STATS": "false",
}
"""Nothing that runs here sends usage data anywhere."""

LANGUAGE_VARIABLE = "HEADWATER_LANGUAGE"
"""The language in which pages open for a reader who has not chosen one."""
DAGSTER_YAML = """\
telemetry:
  enabled: false
event_log_storage:
  module: orchestration.event_log
  class: KeptSqliteEventLog
  config:
    base_dir: {dagster_home}/history/runs
concurrency:
  pools:
    default_limit: 1
    granularity: run
  runs:
    max_concurrent_runs: 1
retention:
  schedule:
    purge_after_days: 30
  sensor:
    purge_after_days:
      skipped: 2
      failure: 30
      success: 30
"""


class UserError(Exception):
    """Something the user can mend; the message says what is wrong and what to do."""


@dataclass(frozen=True)
class Workspace:
    """A company folder and the settings found in it; `as_of` (UTC) when it is that of the past."""

    paths: Paths
    settings: Settings
    as_of: datetime | None = None

    @property
    def dbt_state(self) -> Path:
        """What dbt writes: manifest, compiled SQL, run results."""
        return self.paths.state / "dbt"

    @property
    def dbt_manifest(self) -> Path:
        """The project as dbt has parsed it for the engine; past moments share it."""
        return Paths(self.paths.home).state / "dbt" / "parsed" / self.engine / "manifest.json"

    @property
    def dbt_target(self) -> Path:
        """The target folder of the newest build."""
        return self.dbt_state / "target"

    @property
    def dagster_home(self) -> Path:
        """Dagster's instance: run history and its own settings."""
        return self.paths.state / "dagster"

    @property
    def engine(self) -> str:
        """The dbt target; a past build is a question of one person, and DuckDB answers it."""
        return "duckdb" if self.as_of else self.settings.engine.name

    @property
    def spark_marts(self) -> str:
        """Where the cluster keeps what it builds, as both sides name it."""
        return self.settings.spark.marts.rstrip("/") or str(self.paths.warehouse.parent / "spark")

    @property
    def run_lock(self) -> Path:
        """Held by the one run in progress."""
        return self.paths.state / "run.lock"

    @property
    def logs(self) -> Path:
        """What the tools said, one file per run."""
        return self.paths.state / "logs"

    def environment(self) -> dict[str, str]:
        """The variables that dbt, Dagster and the pages read, for this company."""
        engine, spark = self.settings.engine, self.settings.spark
        is_spark = self.engine == "spark"
        lake = spark.lake.rstrip("/") if is_spark else ""
        return NO_TELEMETRY | {
            "HEADWATER_HOME": str(self.paths.home),
            "HEADWATER_LAKE": lake or str(self.paths.lake),
            "HEADWATER_SCHEMA": spark.database,
            "HEADWATER_MARTS": self.spark_marts,
            "HEADWATER_WAREHOUSE": str(self.paths.warehouse),
            "HEADWATER_SERVING": str(self.paths.serving),
            "HEADWATER_TEMP": str(self.paths.state / "tmp"),
            "HEADWATER_THREADS": str(spark.threads if is_spark else engine.threads),
            "HEADWATER_MEMORY": engine.memory_limit,
            LANGUAGE_VARIABLE: os.environ.get(LANGUAGE_VARIABLE) or self.settings.serve.language,
            "DAGSTER_HOME": str(self.dagster_home),
            "DBT_TARGET_PATH": str(self.dbt_target),
            "DBT_LOG_PATH": str(self.logs),
        }


def open_workspace(home: Path | None = None) -> Workspace:
    """Read the settings below `home` (see `resolve_home`); nothing is written.

    Raises:
        ConfigError: when `headwater.toml` holds values that cannot be used.
    """
    folder = resolve_home(home)
    return Workspace(Paths(folder), load_settings(folder))


def prepare(workspace: Workspace) -> None:
    """Make the state folders and Dagster's settings, and set this process's environment."""
    folders = (
        workspace.paths.inbox,
        workspace.paths.warehouse.parent,
        workspace.paths.serving.parent,
        workspace.dbt_target,
        workspace.dagster_home,
        workspace.logs,
    )
    for folder in folders:
        folder.mkdir(parents=True, exist_ok=True)
    settings = workspace.dagster_home / "dagster.yaml"
    if not settings.exists():
        settings.write_text(DAGSTER_YAML.format(dagster_home=workspace.dagster_home), "utf-8")
    os.environ.update(workspace.environment())
