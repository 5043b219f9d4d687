"""Simulated companies for the measurements, run through the `headwater` command as users do."""

from __future__ import annotations

import json
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

import duckdb

from tests.benchmarks.measure import Cost, run

END = "2026-06-30"
START_STAGES = ("dagster start", "dbt start")
WORKSHOP = Path(os.environ.get("HEADWATER_BENCH", "build/bench")).resolve()


@dataclass(frozen=True)
class Company:
    """One company folder and what was done with it."""

    home: Path

    def headwater(self, *arguments: str) -> Cost:
        """One `headwater` command on this company."""
        command = str(Path(sys.executable).with_name("headwater"))
        return run([command, "--home", str(self.home), *arguments])

    def simulate(self, visitors: int, days: int, *options: str) -> Cost:
        """Write the company's deliveries; `options` choose the days delivered."""
        sizes = ["--visitors", str(visitors), "--days", str(days), "--end", END]
        return self.headwater("simulate", *sizes, *options)

    def timings(self) -> dict[str, float]:
        """Seconds per stage of the newest build."""
        with duckdb.connect(str(self.home / "warehouse" / "warehouse.duckdb"), read_only=True) as c:
            newest = "select timings from meta.builds order by build_id desc limit 1"
            return json.loads(c.execute(newest).fetchall()[0][0])

    def events_parquet(self) -> str:
        """The event files of the lake."""
        return str(self.home / "lake" / "headwater" / "events" / "*.parquet")

    def count_events(self) -> int:
        """How many events the lake holds."""
        counted = f"select count(*) from read_parquet('{self.events_parquet()}')"
        return duckdb.connect().execute(counted).fetchall()[0][0]


def fresh(name: str) -> Company:
    """An empty company folder below the workshop."""
    home = WORKSHOP / name
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    return Company(home)


def work_seconds(timings: dict[str, float]) -> float:
    """A run's seconds without the start-up of Dagster and dbt, which is reported apart."""
    return sum(seconds for stage, seconds in timings.items() if stage not in START_STAGES)


def start_seconds(timings: dict[str, float]) -> float:
    """Start-up of Dagster and dbt."""
    return sum(seconds for stage, seconds in timings.items() if stage in START_STAGES)
