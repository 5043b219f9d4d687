"""Full build and one new day as histories grow: 1, 10, 50 and 100 million events on DuckDB.

A day holds as much in all of them (137,000 events), so that a new day differs by its history only.
"""

from __future__ import annotations

import logging
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.benchmarks.company import Company, fresh, work_seconds
from tests.benchmarks.lake import Written, write_lake
from tests.benchmarks.measure import Cost, table

DAILY_EVENTS = 137_000
SIZES = (1_000_000, 10_000_000, 50_000_000, 100_000_000)
NEW_DAYS = 3
PER_EVENT_LIMIT, DAY_LIMIT, MEMORY_LIMIT = 1.5, 1.3, 8
KEY = "HEADWATER_HASH_KEY=a key of the benchmarks, 32 characters\n"


@dataclass(frozen=True)
class Measured:
    """One history: its events, and what a full build, upkeep and a new day took."""

    events: int
    full: Cost
    full_seconds: float
    upkeep: Cost
    day_seconds: float
    day: Cost
    gigabytes: dict[str, float]

    @property
    def row(self) -> list[str]:
        """As a row of the report."""
        disk = ", ".join(f"{name} {size:.1f}" for name, size in self.gigabytes.items())
        return [
            f"{self.events / 1e6:.1f} M",
            f"{self.full_seconds:.0f} s",
            f"{self.full_seconds / self.events * 1e6:.1f} s",
            f"{self.full.peak_megabytes / 1024:.1f} GB",
            f"{self.upkeep.seconds:.0f} s",
            f"{self.day_seconds:.1f} s",
            f"{self.day.peak_megabytes / 1024:.1f} GB",
            disk,
        ]


def prepare(events: int) -> tuple[Company, Written]:
    """A company with a lake of this many events and nothing built yet."""
    company = fresh(f"scale-{events}")
    (company.home / ".env").write_text(KEY, encoding="utf-8")
    days = max(events // DAILY_EVENTS, NEW_DAYS + 1)
    return company, write_lake(company.home / "lake", events, days)


def measure(company: Company, written: Written) -> Measured:
    """Build a lake without its last days, keep it up, and bring the days one by one."""
    held = hold_back(company, written)
    full = company.headwater("run")
    full_seconds = work_seconds(company.timings())
    upkeep = company.headwater("maintain")
    days: list[tuple[float, Cost]] = []
    for load_id in written.load_ids[-NEW_DAYS:]:
        bring(written, load_id, held)
        cost = company.headwater("run")
        days.append((work_seconds(company.timings()), cost))
    seconds = median(second for second, _ in days)
    middle = next(cost for second, cost in days if second == seconds)
    return Measured(
        company.count_events(), full, full_seconds, upkeep, seconds, middle, _disk(company)
    )


def hold_back(company: Company, written: Written) -> Path:
    """Take the newest days out of the lake; the folder that keeps them."""
    held = company.home / "held"
    for load_id in written.load_ids[-NEW_DAYS:]:
        _move(load_id, written.path, held)
    return held


def bring(written: Written, load_id: str, held: Path) -> None:
    """Give the lake one of them back."""
    _move(load_id, held, written.path)


def _move(load_id: str, source: Path, target: Path) -> None:
    """All files of a load, its line in the ledger last."""
    for path in [*source.glob(f"[a-z]*/{load_id}.*"), *source.glob(f"_dlt_loads/*{load_id}.jsonl")]:
        place = target / path.relative_to(source)
        place.parent.mkdir(parents=True, exist_ok=True)
        path.rename(place)


def _disk(company: Company) -> dict[str, float]:
    def size(name: str) -> float:
        paths = (path for path in (company.home / name).rglob("*") if path.is_file())
        return sum(path.stat().st_size for path in paths if not path.is_symlink()) / 1e9

    return {name: size(name) for name in ("lake", "warehouse")} | {
        "serving": (company.home / "serving" / "headwater.duckdb").stat().st_size / 1e9
    }


def main(sizes: tuple[int, ...] = SIZES) -> str:
    """The Markdown of this measurement."""
    header = (
        "events",
        "full build",
        "per million events",
        f"memory (limit {MEMORY_LIMIT} GB)",
        "upkeep",
        "one new day",
        "memory",
        "disk, GB",
    )
    measured = []
    for events in sizes:
        measured.append(measure(*prepare(events)))
        logging.info(measured[-1].row)
        shutil.rmtree(fresh(f"scale-{events}").home)
    text = table(header, [one.row for one in measured])
    if len(measured) < 2:
        return text
    small, large = measured[min(1, len(measured) - 2)], measured[-1]
    per_event = large.full_seconds / large.events * small.events / small.full_seconds
    day = large.day_seconds / small.day_seconds
    return (
        f"{text}\n\n{large.events / 1e6:.0f} M to {small.events / 1e6:.0f} M events: time per "
        f"event **{per_event:.2f}x** (limit {PER_EVENT_LIMIT}x), one new day **{day:.2f}x** "
        f"(limit {DAY_LIMIT}x)."
    )


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    logging.info(main(tuple(int(size) for size in sys.argv[1:]) or SIZES))
