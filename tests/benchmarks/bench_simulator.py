"""Simulating a company of 180 days: time and peak memory at three sizes."""

from __future__ import annotations

import logging
import sys

from tests.benchmarks.company import END, WORKSHOP, fresh
from tests.benchmarks.measure import run, table

VISITORS = (100_000, 300_000, 1_000_000)
DAYS = 180
LIMIT_SECONDS, LIMIT_GIGABYTES = 60, 2
SIMULATE = """
import sys
from datetime import date
from pathlib import Path
from ingest.simulator import simulate
home, visitors, days, end = sys.argv[1:]
print(simulate(Path(home), int(visitors), int(days), end=date.fromisoformat(end)).events)
"""


def measure(visitors: int) -> list[str]:
    """One row of the report; the process starts from nothing, imports included."""
    home = fresh(f"simulator-{visitors}").home
    cost = run([sys.executable, "-c", SIMULATE, str(home), str(visitors), str(DAYS), END])
    events = int(cost.output.split()[-1])
    return [
        f"{visitors:,}",
        f"{events / 1e6:.2f} M",
        f"{cost.seconds:.1f} s",
        f"{1e6 * cost.seconds / visitors:.0f} s",
        f"{cost.peak_megabytes / 1024:.2f} GB",
    ]


def main(visitors: tuple[int, ...] = VISITORS) -> str:
    """The Markdown of this measurement."""
    WORKSHOP.mkdir(parents=True, exist_ok=True)
    header = (
        f"visitors over {DAYS} days",
        "events",
        f"time (limit {LIMIT_SECONDS} s at a million)",
        "time per million",
        f"peak memory (limit {LIMIT_GIGABYTES} GB)",
    )
    return table(header, [measure(size) for size in visitors])


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    logging.info(main(tuple(int(size) for size in sys.argv[1:]) or VISITORS))
