"""Attribution and economics against the truth, over many seeds: a part of docs/scoreboard.md.

`python -m tests.benchmarks.scoreboard_attribution [seeds] [visitors]`
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from measurement.attribution import MODELS, from_touches
from measurement.attribution.models import DATA_DRIVEN, UNATTRIBUTED
from tests.benchmarks import persuaded
from tests.benchmarks.measure import table
from tests.benchmarks.scoreboard_economics import report as economics
from tests.benchmarks.scoreboard_promotions import SCOREBOARD, write_part
from tests.benchmarks.simulated_people import simulated

PART = "Attribution and economics"
SEEDS, VISITORS, DAYS, END = 30, 60_000, 120, date(2026, 6, 30)
FEW = 30
"""Channels credited with fewer conversions are told apart from the others."""


@dataclass(frozen=True)
class Played:
    """One company: credit by channel and model, what channels truly added, and the intervals."""

    credits: pd.DataFrame
    truth: pd.Series
    intervals: pd.DataFrame

    @property
    def misplaced(self) -> pd.Series:
        """Per model the part of all credit that stands with another channel than it should."""
        shares, due = self.credits / self.credits.sum(), self.truth / self.truth.sum()
        return shares.sub(due, axis=0).abs().sum() / 2

    @property
    def attributed(self) -> pd.DataFrame:
        """Each channel's part of what has a touch at all."""
        known = self.credits.drop(UNATTRIBUTED)
        return known / known.sum()


def companies(seeds: Sequence[int], visitors: int) -> list[Played]:
    """Companies of the simulator: people are sent by one channel and come back by others."""
    found = []
    for seed in seeds:
        world = simulated(visitors, DAYS, seed, END)
        found.append(_played(world.touches, world.conversions, world.caused))
        logging.info("company %s done", seed)
    return found


def persuasion(seeds: Sequence[int], people: int) -> list[Played]:
    """Journeys in which every touch persuades a little."""
    return [_played(*persuaded.journeys(people, seed)) for seed in seeds]


def _played(touches: pd.DataFrame, conversions: pd.DataFrame, truth: pd.Series) -> Played:
    told = from_touches(touches, conversions, draws=200)
    credits = told.pivot_table(index="channel", columns="model", values="conversions")
    every = credits.index.union(truth.index)
    credits = credits.reindex(every, fill_value=0.0)[list(MODELS)]
    bounds = pd.DataFrame() if told.intervals is None else told.intervals
    return Played(credits, truth.reindex(every, fill_value=0), bounds)


def errors(worlds: Sequence[Sequence[Played]]) -> str:
    """Credit in the wrong place, per model and world: the mean, and the range over seeds."""
    sums = [pd.DataFrame([one.misplaced for one in world]) for world in worlds]
    rows = [[model, *(_range(world[model]) for world in sums)] for model in MODELS]
    return table(("model", "simulated companies", "journeys that persuade"), rows)


def _range(shares: pd.Series) -> str:
    return f"{shares.mean():.1%} ({shares.min():.1%} to {shares.max():.1%})"


def by_channel(world: Sequence[Played]) -> str:
    """Credit over truth per channel and model, all seeds together."""
    credits = pd.concat([one.credits for one in world]).groupby(level=0).sum()
    truth = pd.concat([one.truth for one in world]).groupby(level=0).sum()
    rows = [
        [channel, f"{due:,.0f}", *(f"{credits.loc[channel, model] / due:.2f}" for model in MODELS)]
        for channel, due in truth.sort_values(ascending=False).items()
        if due > 0
    ]
    return table(("channel", "truth", *MODELS), rows)


def coverage(worlds: Sequence[Sequence[Played]]) -> str:
    """How often bootstrap intervals hold what the model says of endless data, and the truth."""
    rows = []
    for name, world in zip(("simulated companies", "journeys that persuade"), worlds, strict=True):
        told = pd.concat([_held(world, number) for number in range(len(world))])
        for model in DATA_DRIVEN:
            own = told[told["model"] == model]
            many = own[own["conversions"] >= FEW]
            few = own.drop(many.index)
            held = (many["own"], few["own"], own["true"])
            rows.append([name, model, *(_share(one) for one in held)])
    header = ("world", "model", f"model, {FEW} conversions or more", "model, fewer", "truth")
    return table(header, rows)


def _held(world: Sequence[Played], number: int) -> pd.DataFrame:
    """Per interval of one company whether it holds the model's mean of the others, and truth."""
    one, others = world[number], [*world[:number], *world[number + 1 :]]
    endless = pd.concat([own.attributed for own in others]).groupby(level=0).mean()
    total = one.credits.drop(UNATTRIBUTED).sum()
    due = one.truth / one.truth.sum()
    told = one.intervals[one.intervals["channel"] != UNATTRIBUTED].reset_index(drop=True)
    low, high = (told[end] / told["model"].map(total) for end in ("low", "high"))
    mean = [endless.loc[row.channel, row.model] for row in told.itertuples()]
    truth = told["channel"].map(due)
    return told.assign(
        own=(low <= mean) & (mean <= high), true=(low <= truth) & (truth <= high)
    ).set_index(pd.Index([f"{number}:{row}" for row in told.index]))


def _share(held: pd.Series) -> str:
    return f"{held.mean():.1%} of {len(held):,}" if len(held) else "–"


INTRO = """How far the credit of each model lies from what channels truly caused: the part of all
credit that stands with another channel than it should, over {seeds} seeds. In *simulated companies*
({visitors:,} visitors, {days} days) one channel sends each person, who then comes back by others;
visits only, without codes and partner clicks, and what nobody could see (outdoor, metro) is
credited elsewhere. In *journeys that persuade* every touch adds a little, and the truth is what
each channel adds when all else stays as it is."""
READING = """No model is right in both. Where one channel sends a person and the rest harvest, first
touch is nearly right and every model that looks at more touches is wrong by 40 % and more, because
all of them give credit to returning by `direct` and by the brand's own name. Where every touch
persuades, first and last touch are wrong by a third and the shared ones near. Shapley over exact
sets is no better than a plain rule in either. Tests and geo lifts, not a model, tell which world a
company lives in."""
CERTAIN = """The intervals of the data-driven models say how much of a credit is chance. They hold
what the same model says on average of other companies of the kind (wanted: 95 %), and say nothing
of whether the model is right: the last column has how often they hold the truth."""


def report(seeds: int = SEEDS, visitors: int = VISITORS) -> str:
    """The part of the scoreboard, as Markdown."""
    worlds = [
        companies(range(1, seeds + 1), visitors),
        persuasion(range(1, seeds + 1), visitors // 2),
    ]
    intro = INTRO.format(seeds=seeds, visitors=visitors, days=DAYS)
    parts = [
        *(intro, errors(worlds), READING, "### Credit over truth, per channel"),
        "Simulated companies, first investors; 1.00 is right.",
        *(by_channel(worlds[0]), "Journeys that persuade:", by_channel(worlds[1])),
        *("### Intervals of credit", CERTAIN, coverage(worlds)),
        economics(),
    ]
    return "\n\n".join(parts)


def main(seeds: int = SEEDS, visitors: int = VISITORS) -> str:
    """Play all seeds, write the scoreboard, and return the part."""
    told = report(seeds, visitors)
    write_part(SCOREBOARD, PART, told)
    return told


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    logging.info(main(*(int(size) for size in sys.argv[1:])))
