"""One new day on top of 30 days and of 180 days of the same daily volume."""

from __future__ import annotations

import logging
import sys
from datetime import date, timedelta
from statistics import median

from tests.benchmarks.company import END, START_STAGES, fresh, start_seconds, work_seconds
from tests.benchmarks.measure import Cost, table

DAILY_VISITORS = 5_000
HISTORIES = (30, 180)
NEW_DAYS = 3
LIMIT = 1.3


def measure(days: int, daily_visitors: int) -> tuple[float, list[str]]:
    """Deliver all but the last days and run; then deliver and run day by day: the median day."""
    company = fresh(f"daily-{days}")
    visitors, last = daily_visitors * days, date.fromisoformat(END)
    until = last - timedelta(days=NEW_DAYS)
    company.simulate(visitors, days, "--deliver-until", str(until))
    company.headwater("run")
    seconds: list[float] = []
    starts: list[float] = []
    costs: list[Cost] = []
    for number in range(1, NEW_DAYS + 1):
        day = str(until + timedelta(days=number))
        company.simulate(visitors, days, "--deliver-from", day, "--deliver-until", day)
        costs.append(company.headwater("run"))
        seconds.append(work_seconds(company.timings()))
        starts.append(start_seconds(company.timings()))
    timings = company.timings()
    row = [
        f"{days} days",
        f"{company.count_events() / 1e6:.1f} M",
        f"{median(seconds):.1f} s",
        ", ".join(f"{stage} {t:.1f}" for stage, t in timings.items() if stage not in START_STAGES),
        f"{median(starts):.1f} s",
        f"{max(cost.peak_megabytes for cost in costs) / 1024:.1f} GB",
    ]
    return median(seconds), row


def main(daily_visitors: int = DAILY_VISITORS) -> str:
    """The Markdown of this measurement."""
    measured = [measure(days, daily_visitors) for days in HISTORIES]
    ratio = measured[1][0] / measured[0][0]
    header = ("history", "events", "one new day", "its stages", "Dagster and dbt start", "memory")
    verdict = f"\n\nOn 180 days / on 30 days: **{ratio:.2f}x** (limit {LIMIT}x)."
    return table(header, [row for _, row in measured]) + verdict


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    logging.info(main(*(int(size) for size in sys.argv[1:])))
