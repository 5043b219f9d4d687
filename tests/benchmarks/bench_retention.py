"""Monthly retention straight from an event Parquet, against ClickHouse on the same file."""

from __future__ import annotations

import json
import logging
import sys
from pathlib import Path

from tests.benchmarks.company import WORKSHOP
from tests.benchmarks.event_log import write_events
from tests.benchmarks.measure import Cost, run, table

EVENTS = (5_000_000, 20_000_000, 50_000_000)
THREADS, REPEATS, MONTHS = 2, 4, 6
LIMIT = 0.9
PEER = Path(".venv-peers/bin/python").absolute()
DEFINITION = {
    "period": "month",
    "total_intervals": MONTHS,
    "date_to": "2026-06-30",
    "retention_type": "first_time",
}
OURS = """
import json, sys, time
from measurement import retention
from measurement.tables import Resources

file, definition, threads, repeats = sys.argv[1], *map(json.loads, sys.argv[2:5])
told = []
for _ in range(repeats):
    began, spent = time.perf_counter(), time.process_time()
    answer = retention.run(file, definition, resources=Resources(threads=threads))
    told.append((time.process_time() - spent, time.perf_counter() - began))
print(json.dumps({"times": told, "matrix": answer["matrix"]}))
"""
MASKS = """
select mask, count() as people from (
    select person,
        groupBitOr(bitShiftLeft(toUInt64(1), dateDiff('month', toDate('2026-01-01'), ts))) as mask
    from file('{file}', Parquet) where ts >= '2026-01-01' and ts < '2026-07-01' group by person
) group by mask settings max_threads = {threads}
"""
ARRAYS = """
select arraySum(arrayMap(m -> bitShiftLeft(toUInt64(1), m - 1), months)) as mask, count() as people
from (
    select person, groupUniqArray(toMonth(ts)) as months
    from file('{file}', Parquet) where ts >= '2026-01-01' and ts < '2026-07-01' group by person
) group by mask settings max_threads = {threads}
"""
THEIRS = """
import chdb, json, sys, time

file, query, threads, repeats = sys.argv[1], sys.argv[2], *map(json.loads, sys.argv[3:5])
query, told = query.replace("{file}", file).replace("{threads}", str(threads)), []
for _ in range(repeats):
    began, spent = time.perf_counter(), time.process_time()
    answer = chdb.query(query, "JSONCompact")
    told.append((time.process_time() - spent, time.perf_counter() - began))
print(json.dumps({"times": told, "masks": json.loads(str(answer))["data"]}))
"""


def ours(file: Path) -> tuple[dict, Cost]:
    """The explorer in a process of its own."""
    command = [sys.executable, "-c", OURS, str(file), json.dumps(DEFINITION)]
    cost = run([*command, str(THREADS), str(REPEATS)])
    return json.loads(cost.output.splitlines()[-1]), cost


def theirs(file: Path) -> tuple[dict, Cost]:
    """ClickHouse in a process of its own, by whichever statement takes it the least work."""
    asked = []
    for query in (MASKS, ARRAYS):
        command = [str(PEER), "-c", THEIRS, str(file), query, str(THREADS), str(REPEATS)]
        cost = run(command)
        asked.append((json.loads(cost.output.splitlines()[-1]), cost))
    return min(asked, key=lambda told: min(told[0]["times"]))


def matrix_of(masks: list[tuple[int, int]]) -> list[list[int]]:
    """First-time cohorts by month from masks of months and how many people have each."""
    matrix = [[0] * (MONTHS - row) for row in range(MONTHS)]
    for told, people in masks:
        mask = int(told)
        first = (mask & -mask).bit_length() - 1
        for month in range(first, MONTHS):
            matrix[first][month - first] += int(people) * (mask >> month & 1)
    return matrix


def measure(events: int) -> list[str]:
    """One row of the report: both answers are the same, or it fails."""
    file = write_events(WORKSHOP / f"events-{events}.parquet", events)
    (own, own_cost), (peer, peer_cost) = ours(file), theirs(file)
    if own["matrix"] != matrix_of(peer["masks"]):
        raise RuntimeError(f"the answers differ: {own['matrix']} and {peer['masks']}")
    (own_cpu, _), (peer_cpu, _) = min(own["times"]), min(peer["times"])
    own_wall, peer_wall = (min(wall for _, wall in told["times"]) for told in (own, peer))
    file.unlink()
    return [
        f"{events / 1e6:.0f} M",
        f"{peer_wall:.2f} s",
        f"{own_wall:.2f} s",
        f"**{own_wall / peer_wall:.2f}x**",
        f"{peer_cpu:.2f} s",
        f"{own_cpu:.2f} s",
        f"**{own_cpu / peer_cpu:.2f}x**",
        f"{own_cost.peak_megabytes / 1024:.1f} GB",
        f"{peer_cost.peak_megabytes / 1024:.1f} GB",
    ]


def main(events: tuple[int, ...] = EVENTS) -> str:
    """The Markdown of this measurement."""
    header = (
        "events",
        "ClickHouse",
        "retention",
        f"ratio (limit {LIMIT}x)",
        "ClickHouse's processor time",
        "retention's",
        "ratio",
        "peak memory",
        "ClickHouse's",
    )
    return table(header, [measure(size) for size in events])


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    logging.info(main(tuple(int(size) for size in sys.argv[1:]) or EVENTS))
