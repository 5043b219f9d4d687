"""A four-step funnel against ClickHouse's windowFunnel on the same Parquet, two threads each."""

from __future__ import annotations

import json
import logging
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.event_log import write_events
from tests.benchmarks.measure import Cost, run, table

MILLIONS = (5, 20, 50)
STEPS = ("visit", "register", "recharge", "invest")
PEER_PYTHON = Path(".venv-peers/bin/python")
OURS = f"""
import json, sys, time
from measurement.funnels import run
from measurement.tables import Resources
steps = [{{"event": name}} for name in {STEPS!r}]
definition = {{"steps": steps, "window": {{"n": 14, "unit": "day"}}}}
began = time.perf_counter()
told = run(sys.argv[1], definition, resources=Resources(threads=2))
print(json.dumps([told["counts"], time.perf_counter() - began]))
"""
LAYOUT = """
import sys
from measurement.funnels import write_layout
from measurement.tables import Resources
write_layout(sys.argv[1], sys.argv[2], Resources(threads=2))
"""
CLICKHOUSE = f"""
import json, sys, time
from chdb.session import Session
session = Session()
steps = ", ".join("event = '" + name + "'" for name in {STEPS!r})
sql = f\"\"\"
with levels as (
    select windowFunnel(1209600000000)(toUInt64(toUnixTimestamp64Micro(ts)), {{steps}}) as level
    from file('{{sys.argv[1]}}', Parquet) where event in {STEPS!r} group by person
)
select countIf(level >= 1), countIf(level >= 2), countIf(level >= 3), countIf(level >= 4)
from levels settings max_threads = 2\"\"\"
began = time.perf_counter()
counts = json.loads("[" + str(session.query(sql, "CSV")).strip() + "]")
print(json.dumps([counts, time.perf_counter() - began]))
"""


def asked(python: Path | str, source: str, *arguments: Path) -> tuple[list[int], float, Cost]:
    """Counts, seconds of the question itself, and what the whole process took."""
    cost = run([str(python), "-c", source, *map(str, arguments)])
    counts, seconds = json.loads(cost.output.strip().splitlines()[-1])
    return counts, seconds, cost


def measure(millions: int, folder: Path) -> list[str]:
    """One row of the report; the two take turns, and the best of two runs of each counts.

    Raises:
        RuntimeError: when the answers are not the same.
    """
    events = write_events(folder / f"events-{millions}.parquet", millions * 1_000_000)
    layout = folder / f"layout-{millions}.parquet"
    writing = run([sys.executable, "-c", LAYOUT, str(events), str(layout)])
    rounds = [
        (
            asked(sys.executable, OURS, events),
            asked(sys.executable, OURS, layout),
            asked(PEER_PYTHON, CLICKHOUSE, events),
        )
        for _ in range(2)
    ]
    answers = {tuple(counts) for turn in rounds for counts, _, _ in turn}
    if len(answers) > 1:
        raise RuntimeError(f"{millions} M events: different answers {answers}")
    ours, sorted_ours, peer = (min(turn[n][1] for turn in rounds) for n in range(3))
    cpu = [min(turn[n][2].cpu_seconds for turn in rounds) for n in range(3)]
    memory = max(turn[n][2].peak_megabytes for turn in rounds for n in range(2))
    peer_memory = max(turn[2][2].peak_megabytes for turn in rounds)
    for path in (events, layout):
        path.unlink()
    return [
        f"{millions} M",
        f"{peer:.1f} s",
        f"{ours:.1f} s",
        f"**{ours / peer:.2f}x**",
        f"{sorted_ours:.1f} s",
        f"**{sorted_ours / peer:.2f}x**",
        f"{cpu[0] / cpu[2]:.2f}x, {cpu[1] / cpu[2]:.2f}x",
        f"{writing.seconds:.1f} s",
        f"{memory / 1024:.1f} GB",
        f"{peer_memory / 1024:.1f} GB",
    ]


def main(millions: tuple[int, ...] = MILLIONS) -> str:
    """The Markdown of this measurement."""
    header = (
        "events",
        "ClickHouse",
        "from any Parquet",
        "ratio (limit 0.9x)",
        "from the layout",
        "ratio (limit 0.4x)",
        "processor time of whole processes",
        "writing the layout",
        "memory (limit 4 GB)",
        "ClickHouse's memory",
    )
    with TemporaryDirectory(prefix="funnels-") as folder:
        # The first run on a machine compiles; the copies on disk serve every later process.
        small = write_events(Path(folder) / "first.parquet", 1_000_000)
        asked(sys.executable, OURS, small)
        return table(header, [measure(size, Path(folder)) for size in millions])


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    logging.info(main(tuple(int(size) for size in sys.argv[1:]) or MILLIONS))
