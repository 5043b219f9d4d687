"""Full build, lake to published marts, against one DuckDB statement that only sorts the events."""

from __future__ import annotations

import logging
import sys

from tests.benchmarks.company import Company, fresh, start_seconds
from tests.benchmarks.measure import Cost, run, table

VISITORS = (200_000, 600_000, 2_000_000)
SORT = """
import duckdb, sys
c = duckdb.connect(sys.argv[2])
c.execute("set threads=2"); c.execute("set memory_limit='4GB'")
c.execute("set preserve_insertion_order=false")
c.execute("create table sorted as from read_parquet('" + sys.argv[1] + "') "
          "order by anonymous_id, event_at")
"""
LIMIT = 12


def sort_events(company: Company) -> Cost:
    """All columns of the company's events, sorted by person and time into a table."""
    target = company.home / "sorted.duckdb"
    cost = run([sys.executable, "-c", SORT, company.events_parquet(), str(target)])
    target.unlink()
    return cost


def measure(visitors: int) -> list[str]:
    """One row of the report: simulate, run once to land and build, then build it all again."""
    company = fresh(f"build-{visitors}")
    company.simulate(visitors, 180)
    company.headwater("run")
    ingest = company.timings()["ingest"]
    again = company.headwater("run", "--full")
    timings = company.timings()
    baseline = sort_events(company)
    seconds = timings["build"] + timings["publish"]
    return [
        f"{company.count_events() / 1e6:.1f} M",
        f"{baseline.seconds:.1f} s",
        f"{seconds:.1f} s",
        f"**{seconds / baseline.seconds:.1f}x**",
        f"{again.peak_megabytes / 1024:.1f} GB",
        f"{baseline.peak_megabytes / 1024:.1f} GB",
        f"{start_seconds(timings):.1f} s",
        f"{ingest:.1f} s",
    ]


def main(visitors: tuple[int, ...] = VISITORS) -> str:
    """The Markdown of this measurement."""
    header = (
        "events",
        "sorting them",
        "full build and publish",
        f"ratio (limit {LIMIT}x)",
        "peak memory",
        "sort's memory",
        "Dagster and dbt start",
        "landing the files before",
    )
    return table(header, [measure(size) for size in visitors])


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    logging.info(main(tuple(int(size) for size in sys.argv[1:]) or VISITORS))
