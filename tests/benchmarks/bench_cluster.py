"""Full build and one new day on a cluster of separate processes on loopback, beside DuckDB.

Two workers share the cores of one machine here: this tells what the same work costs on Spark, not
how fast a cluster is. Java and the tests' own Spark are needed: `make bench` installs both.
"""

from __future__ import annotations

import logging
import shutil
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from statistics import median

import psutil

from tests.benchmarks.bench_scale import NEW_DAYS, bring, hold_back, prepare
from tests.benchmarks.company import WORKSHOP, Company
from tests.benchmarks.measure import table
from tests.spark.loopback import cluster_in
from tests.spark.server import LOGGED, connect_server

SIZES = (1_000_000,)
WORKER_MEMORY = "3g"
SETTINGS = {
    "spark.executor.memory": "2g",
    "spark.executor.cores": "1",
    "spark.sql.shuffle.partitions": "6",
    "spark.default.parallelism": "2",
    "spark.ui.enabled": "false",
}
"""Plans are adaptive and code is generated, as on a real cluster and unlike in the tests."""


@dataclass(frozen=True)
class Spent:
    """What one run took: wall time, processor time with that of the engine's processes, memory.

    Memory is the peak of the run where it builds itself, and else that of the engine's processes
    at its end, of which Java gives nothing back.
    """

    seconds: float
    cpu_seconds: float
    gigabytes: float


@dataclass(frozen=True)
class Engine:
    """How a company is built: the lines for its `headwater.toml`, and processes beside the run."""

    name: str
    settings: str
    processes: Sequence[int]

    def run(self, company: Company) -> Spent:
        """One run of the company on this engine."""
        before = self._used()[0]
        cost = company.headwater("run")
        cpu, resident = self._used()
        gigabytes = resident / 2**30 or cost.peak_megabytes / 1024
        return Spent(cost.seconds, cost.cpu_seconds + cpu - before, gigabytes)

    def _used(self) -> tuple[float, int]:
        """Processor seconds so far and resident bytes of the processes and all they started."""
        cpu, resident = 0.0, 0
        roots = [psutil.Process(pid) for pid in self.processes]
        for one in {one for root in roots for one in (root, *root.children(recursive=True))}:
            with suppress(psutil.NoSuchProcess):
                times = one.cpu_times()
                cpu += times.user + times.system
                resident += one.memory_info().rss
        return cpu, resident


def measure(engine: Engine, events: int) -> list[str]:
    """A row of the report: full build, then the median of the days that are brought one by one."""
    company, written = prepare(events)
    (company.home / "headwater.toml").write_text(engine.settings, encoding="utf-8")
    held = hold_back(company, written)
    full = engine.run(company)
    days = []
    for load_id in written.load_ids[-NEW_DAYS:]:
        bring(written, load_id, held)
        days.append(engine.run(company))
    shown = [
        engine.name,
        f"{company.count_events() / 1e6:.1f} M",
        f"{full.seconds:.0f} s",
        f"{full.cpu_seconds:.0f} s",
        f"{median(day.seconds for day in days):.0f} s",
        f"{median(day.cpu_seconds for day in days):.0f} s",
        f"{max(one.gigabytes for one in (full, *days)):.1f} GB",
    ]
    shutil.rmtree(company.home)
    logging.info(shown)
    return shown


def main(sizes: Sequence[int] = SIZES) -> str:
    """The Markdown of this measurement."""
    header = (
        "engine",
        "events",
        "full build",
        "processor",
        "one new day",
        "processor",
        "memory, at most",
    )
    rows = [measure(Engine("DuckDB", "", ()), events) for events in sizes]
    folder = WORKSHOP / "cluster"
    with (
        cluster_in(folder, WORKER_MEMORY) as cluster,
        connect_server(folder / "driver", cluster.address, SETTINGS, java_options=LOGGED) as (
            remote,
            server,
        ),
    ):
        pids = [one.running.pid for one in (server, *cluster.workers)]
        spark = f'engine = "spark"\n\n[spark]\nremote = "{remote}"\n'
        rows += [measure(Engine("Spark, loopback", spark, pids), events) for events in sizes]
    shutil.rmtree(folder)
    return table(header, rows)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    logging.info(main(tuple(int(size) for size in sys.argv[1:]) or SIZES))
