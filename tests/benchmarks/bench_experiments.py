"""Rows of an experiment, and a geo lift of 300 locations: `python -m tests.benchmarks` runs it."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import numpy as np
import pandas as pd

from measurement.experiments import analyse
from measurement.geo import lift
from tests.benchmarks.measure import table

PEOPLE = 5_000_000
LOCATIONS = 300
DAYS = 365


def main() -> str:
    """Processor seconds of both, and of reading the same rows without any statistics."""
    with TemporaryDirectory() as folder:
        rows = _experiment(Path(folder) / "experiment.parquet")
        counted = _seconds(lambda: _sum_by_arm(rows))
        analysed = _seconds(lambda: analyse(rows, "user", "arm", "y", "before"))
    panel = _panel()
    start, end = date(2025, 12, 1), date(2025, 12, 31)
    lifted = _seconds(lambda: lift(panel, "c0", start, end, placebos=200))
    return table(
        ("question", "wall s", "processor s"),
        [
            (f"sum by arm of {PEOPLE:,} people", *counted),
            (f"effect with CUPED and all checks, {PEOPLE:,} people", *analysed),
            (f"geo lift, {LOCATIONS} locations x {DAYS} days, 200 placebos", *lifted),
        ],
    )


def _experiment(path: Path) -> Path:
    with duckdb.connect() as connection:
        connection.execute("select setseed(0.5)")
        connection.execute(
            f"""
            copy (
                select "user", arm, before, before + 10 * random() + "user" % 2 as y
                from (
                    select i as "user", if(i % 2 = 0, 'control', 'coupon') as arm,
                        100 + 20 * random() as before
                    from range({PEOPLE}) t(i)
                )
            ) to '{path}'
            """
        )
    return path


def _sum_by_arm(rows: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute(f"select arm, sum(y) from '{rows}' group by arm").fetchall()


def _panel() -> pd.DataFrame:
    rng = np.random.default_rng(0)
    common = np.cumsum(rng.normal(0, 0.01, (DAYS, 3)), axis=0)
    y = 1000 * (1 + common @ rng.uniform(0, 1, (3, LOCATIONS)))
    y *= 1 + rng.normal(0, 0.05, y.shape)
    dates = [date(2025, 1, 1) + timedelta(day) for day in range(DAYS)]
    wide = pd.DataFrame(y, index=dates, columns=[f"c{k}" for k in range(LOCATIONS)])
    return wide.stack().rename_axis(["date", "location"]).rename("y").reset_index()


def _seconds(question: Callable[[], object]) -> tuple[str, str]:
    wall, cpu = time.perf_counter(), time.process_time()
    question()
    return f"{time.perf_counter() - wall:.1f}", f"{time.process_time() - cpu:.1f}"
