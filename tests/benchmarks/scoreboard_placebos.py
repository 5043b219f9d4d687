"""False alarms of methods without lots where nothing was done: a part of docs/scoreboard.md.

`python -m tests.benchmarks.scoreboard_placebos [replications]`
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Mapping

from measurement.geo import lift
from measurement.matched import difference
from measurement.series import interrupted
from tests.benchmarks.measure import table
from tests.benchmarks.placebo_worlds import (
    Array,
    as_panel,
    as_people,
    as_series,
    cities,
    day,
    people,
    series,
)
from tests.benchmarks.scoreboard_promotions import SCOREBOARD, write_part

PART = "Promotions where nothing was done"
REPLICATIONS = 200
Answer = Mapping
WORLDS: dict[tuple[str, str], Callable[[int], Answer]] = {
    ("matched", "150 + 150 people who spend daily"): lambda seed: _matched(people(seed)),
    ("matched", "few orders (one day in 12), amounts of heavy tails"): lambda seed: _matched(
        people(seed, each=400, share=0.08, tail=1.2)
    ),
    ("synthetic control", "30 cities that share drifts and weeks"): lambda seed: _geo(cities(seed)),
    ("synthetic control", "12 cities"): lambda seed: _geo(cities(seed, count=12)),
    ("synthetic control", "30 cities, drifting twice as much"): lambda seed: _geo(
        cities(seed, drift=0.04)
    ),
    ("synthetic control", "30 cities, counts around 5 a day"): lambda seed: _geo(
        cities(seed, level=5.0)
    ),
    ("interrupted series", "days that remember 0.3 of the day before"): lambda seed: _series(
        series(seed)
    ),
    ("interrupted series", "days that remember 0.7"): lambda seed: _series(
        series(seed, memory=0.7)
    ),
    ("interrupted series", "counts around 20 a day"): lambda seed: _series(
        series(seed, level=20.0, counts=True)
    ),
}


def _matched(values: Array) -> Answer:
    return difference(as_people(values), day(42), day(51))


def _geo(values: Array) -> Answer:
    return lift(as_panel(values), "0", day(76), day(89), placebos=100)


def _series(values: Array) -> Answer:
    return interrupted(as_series(values), day(76), day(89))


def report(replications: int) -> str:
    """The part of the scoreboard, as Markdown."""
    rows = []
    for (method, world), ask in WORLDS.items():
        answers = [ask(seed) for seed in range(replications)]
        told = [one for one in answers if one["refusal"] is None]
        alarms = sum(one["p"] <= 0.05 for one in told)
        held = sum(one["interval"][0] <= 0 <= one["interval"][1] for one in told)
        share = [f"{count / max(len(told), 1):.1%}" for count in (alarms, held)]
        rows.append((method, world, f"{len(told)} of {replications}", *share))
        logging.info(rows[-1])
    intro = (
        f"Promotions that never were, {replications} of each kind. A false alarm is an answer with "
        "p up to 5 % (wanted: at most 10 % of the answers); where the data do not allow a method "
        "it refuses, which is no alarm."
    )
    header = ("method", "world", "answered", "false alarms", "intervals that hold 0")
    return f"{intro}\n\n{table(header, rows)}"


def main(replications: int = REPLICATIONS) -> None:
    """Play all worlds and write the scoreboard."""
    write_part(SCOREBOARD, PART, report(replications))


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s", force=True)
    main(*(int(count) for count in sys.argv[1:]))
