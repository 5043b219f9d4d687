"""All measurements, one after another, as Markdown: `make bench`."""

from __future__ import annotations

import logging
import platform
from importlib import import_module

import duckdb
import psutil

PARTS = {
    "bench_simulator": "Simulating a company",
    "bench_ingest": "Landing events",
    "bench_spend": "Landing and staging spend",
    "bench_build": "Full build",
    "bench_daily": "One new day",
    "bench_scale": "Histories of 1 to 100 million events",
    "bench_cluster": "The same work on a cluster of processes on one machine",
    "bench_funnel": "Funnels",
    "bench_retention": "Monthly retention",
    "bench_attribution": "Attribution",
    "bench_experiments": "Experiments and geo lift",
    "bench_verdicts": "Verdicts on promotions",
    "bench_dashboards": "Pages of a company of 20 million visitors",
    "scoreboard_attribution": "Attribution and economics against the truth",
}


def main() -> None:
    """Run every part and say what machine it ran on."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    memory = psutil.virtual_memory().total / 2**30
    logging.info(
        "%s cores, %.0f GiB, Python %s, DuckDB %s",
        psutil.cpu_count(),
        memory,
        platform.python_version(),
        duckdb.__version__,
    )
    for name, title in PARTS.items():
        logging.info("\n## %s\n", title)
        logging.info(import_module(f"tests.benchmarks.{name}").main())


if __name__ == "__main__":
    main()
