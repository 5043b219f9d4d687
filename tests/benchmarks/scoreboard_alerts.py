"""Alerts and the pace to month end on simulated days: writes a part of docs/scoreboard.md.

`python -m tests.benchmarks.scoreboard_alerts [seeds]`
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Mapping

import pandas as pd

from measurement.daily_metrics import DAILY_METRICS
from measurement.outlook import learn
from measurement.watch import Question, Series, ask
from tests.benchmarks.measure import table
from tests.benchmarks.scoreboard_promotions import SCOREBOARD, write_part
from tests.measurement.days import calendar, quiet_days

PART = "Alerts on quiet days"
SEEDS = 300
CHANNELS = 8
CALENDAR = calendar()
METRIC = DAILY_METRICS["registrations"]
ENDS = ("2026-06-20", "2026-05-02", "2026-03-09", "2026-06-14")
"""A Saturday, a holiday, a Monday and a Sunday."""
World = Mapping[str, float]
WORLDS: dict[str, World] = {
    "pure chance, 100 a day": {"level": 100.0},
    "pure chance, 20 a day": {"level": 20.0},
    "twice the chance, drifting 2 % a day": {"level": 100.0, "extra": 2.0, "drift": 0.02},
    "three times the chance, drifting 4 % a day": {"level": 300.0, "extra": 3.0, "drift": 0.04},
    "growing 0.4 % a day": {"level": 100.0, "extra": 1.5, "growth": 0.004},
}
DROPS = (0.2, 0.3, 0.4, 0.6)
VOLUMES = (30.0, 100.0, 300.0, 1000.0)
MONTH_DAYS = (5, 10, 20)


def false_alarms(world: World, seeds: int) -> tuple[str, ...]:
    """Shares of quiet days on which one channel, and a rule with several, fired at 99 %."""
    alone = together = asked = 0
    for seed in range(seeds):
        several = [_series(_days(world, CHANNELS * seed + n, seed)) for n in range(CHANNELS)]
        question = Question(METRIC, "unusual", "both", level=0.99)
        alone += sum(ask(question, [one], CALENDAR)[0].has_fired for one in several)
        together += any(answer.has_fired for answer in ask(question, several, CALENDAR))
        asked += CHANNELS
    return f"{alone / asked:.2%} of {asked:,}", f"{together / seeds:.1%} of {seeds:,}"


def found(volume: float, drop: float, seeds: int) -> float:
    """The share of drops that a rule about low days finds, at one false alarm in 100 days."""
    question = Question(METRIC, "unusual", "low", level=0.99)
    hits = 0
    for seed in range(seeds):
        days = _days({"level": volume, "extra": 1.5, "drift": 0.01}, seed, 0)
        days.iloc[-1] = round(days.iloc[-1] * (1 - drop))
        hits += ask(question, [_series(days)], CALENDAR)[0].has_fired
    return hits / seeds


def covered(world: World, to_come: int, seeds: int) -> float:
    """The share of 90 % intervals that hold the sum of so many days to come."""
    held = 0
    for seed in range(seeds):
        days = _days(world, seed, seed)
        outlook = learn(days[:-to_come], CALENDAR)
        assert outlook is not None
        expected = outlook.expect(pd.DatetimeIndex(days.index[-to_come:]))
        low, high = expected.interval(0.9)
        held += low <= days[-to_come:].sum() <= high
    return held / seeds


def _days(world: World, seed: int, number: int) -> pd.Series:
    return quiet_days(
        seed,
        world["level"],
        end=ENDS[number % len(ENDS)],
        extra=world.get("extra", 1.0),
        drift=world.get("drift", 0.0),
        growth=world.get("growth", 0.0),
    )


def _series(days: pd.Series) -> Series:
    return Series(pd.DataFrame({METRIC.noisy: days}), days.index[-1].date())


def report(seeds: int) -> str:
    """The part of the scoreboard, as Markdown."""
    quiet = [(name, *false_alarms(world, seeds)) for name, world in WORLDS.items()]
    drops = [
        (f"{volume:,.0f} a day", *(f"{found(volume, drop, seeds):.0%}" for drop in DROPS))
        for volume in VOLUMES
    ]
    months = [
        (name, *(f"{covered(world, days, seeds):.0%}" for days in MONTH_DAYS))
        for name, world in WORLDS.items()
    ]
    intro = (
        f"Counts of {seeds} seeds per line, 170 days of each with weekdays, four holidays and "
        "nothing else; they end on a Saturday, a holiday, a Monday or a Sunday. `unusual` at "
        f"`interval = 0.99`: one false alarm on a hundred days is promised for one channel alone, "
        f"and for a rule with {CHANNELS} channels together. "
        "`python -m tests.benchmarks.scoreboard_alerts` repeats it."
    )
    single = (
        "Drops on the last day that a rule about low days finds, at 1.5 times the variance of pure "
        "chance and a level that drifts 1 % a day:"
    )
    pace = "Sums of days to come that lie inside their 90 % interval (the pace to month end):"
    days = (f"{count} days to come" for count in MONTH_DAYS)
    return "\n\n".join(
        [
            intro,
            table(("quiet days", "false alarms, one channel", "false alarms, rule"), quiet),
            single,
            table(("volume", *(f"-{drop:.0%}" for drop in DROPS)), drops),
            pace,
            table(("days", *days), months),
        ]
    )


def main(seeds: int = SEEDS) -> None:
    """Play all seeds and write the scoreboard."""
    write_part(SCOREBOARD, PART, report(seeds))


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    main(*(int(size) for size in sys.argv[1:]))
