"""How sure data-driven credits are: a bootstrap over journeys, and what it means for a decision.

Each draw counts every distinct path a Poisson number of times around its count, which resamples
journeys without listing them (Hanley and MacGibbon, 2006), and solves the models again. Credits of
a draw are scaled to the conversions there were: an interval speaks of how they are shared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import pandas as pd

from measurement.attribution.journeys import CountedPaths, Journeys
from measurement.attribution.leave_one_out import LeftPaths
from measurement.attribution.markov import solve
from measurement.attribution.models import UNATTRIBUTED
from measurement.attribution.resampling import Counts
from measurement.attribution.shapley import ChannelSets

DRAWS = 200
LEVEL = 0.95
SEED = 20_260_101
MORE, LESS = "more", "less"
INTERVAL_COLUMNS = ("model", "channel", "conversions", "low", "high")

Credit = Callable[[np.ndarray, np.ndarray], np.ndarray]
"""Credits per channel from conversions and nulls per path."""


@dataclass(frozen=True)
class Drawn:
    """Credits of every draw: per model an array of draws by channels."""

    channels: list[str]
    credits: Mapping[str, np.ndarray]

    def interval(self, model: str, level: float = LEVEL) -> tuple[np.ndarray, np.ndarray]:
        """The percentile interval of each channel's credit."""
        tail = (1 - level) / 2
        low, high = np.quantile(self.credits[model], [tail, 1 - tail], axis=0)
        return low, high

    def alike(self, model: str, level: float = LEVEL) -> list[list[str]]:
        """Groups of two or more channels, largest first, that the draws do not tell apart.

        A channel belongs to the group of the largest whose difference to it may be 0.
        """
        drawn, tail = self.credits[model], (1 - level) / 2
        order = sorted(
            np.flatnonzero(drawn.any(axis=0)), key=lambda code: -float(np.median(drawn[:, code]))
        )
        groups: list[list[int]] = []
        for code in order:
            if groups:
                ahead = drawn[:, groups[-1][0]] - drawn[:, code]
                if np.quantile(ahead, tail) <= 0:
                    groups[-1].append(code)
                    continue
            groups.append([code])
        return [[self.channels[code] for code in group] for group in groups if len(group) > 1]


def draw(
    counted: CountedPaths, models: Sequence[str], draws: int = DRAWS, seed: int = SEED
) -> Drawn:
    """Credits of the data-driven `models` in `draws` resamples of the counted paths."""
    paths = counted.journeys
    credit_by = {model: _credit(model, counted) for model in models}
    credits = {model: np.zeros((draws, len(paths.channels))) for model in models}
    total = paths.conversions.sum()
    for number, (conversions, nulls) in enumerate(_resamples(paths, draws, seed)):
        scale = total / max(1.0, conversions.sum())
        for model, credit in credit_by.items():
            credits[model][number] = scale * credit(conversions, nulls)
    return Drawn(paths.channels, credits)


def decisions(
    credits: pd.DataFrame,
    intervals: pd.DataFrame | None = None,
    spend: Mapping[str, float] | None = None,
) -> pd.DataFrame:
    """Per channel what each model says, `more` or `less`, and whether that can be relied on.

    A model says `more` where a channel earns at least the average: conversions per yuan of
    `spend` against those of all channels with spend, or without `spend` its conversions against
    the mean of the channels. A channel with spend and no credit has a row: it earns nothing.
    `flips_between_models`: the models disagree; `flips_within_interval`: the ends of one of the
    `intervals` do.
    """
    known = credits[credits["channel"] != UNATTRIBUTED]
    table = known.pivot_table(index="channel", columns="model", values="conversions", sort=True)
    if spend is not None:
        paid = sorted(channel for channel, amount in spend.items() if amount > 0)
        table = table.reindex(pd.Index(paid, name="channel"), fill_value=0.0)
    weight = pd.Series({name: 1.0 if spend is None else spend[name] for name in table.index})
    average = table.sum() / weight.sum()
    earns = table.div(weight, axis=0).ge(average, axis=1)
    told = pd.DataFrame(columns=list(INTERVAL_COLUMNS)) if intervals is None else intervals
    within = told[told["channel"].isin(table.index)]
    needed = (
        average.reindex(within["model"]).to_numpy() * weight.reindex(within["channel"]).to_numpy()
    )
    is_split = (within["low"] < needed) & (within["high"] >= needed)
    split = set(within.loc[is_split, "channel"])
    said = earns.apply(lambda column: column.map({True: MORE, False: LESS}))
    said["flips_between_models"] = earns.nunique(axis=1) > 1
    said["flips_within_interval"] = [channel in split for channel in said.index]
    return said.rename_axis(columns=None).reset_index()


def told_plainly(drawn: Drawn) -> list[str]:
    """Sentences on the channels that the conversions are too few to tell apart."""
    return [
        f"Not enough conversions to tell these channels apart ({model}): {', '.join(group)}."
        for model in drawn.credits
        for group in drawn.alike(model)
    ]


def _resamples(paths: Journeys, draws: int, seed: int) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Conversions and nulls of each draw; the next draw is made while the last one is used."""
    sides = [
        (Counts.of(counts), random)
        for random, counts in zip(
            np.random.default_rng(seed).spawn(2), (paths.conversions, paths.nulls), strict=True
        )
    ]
    with ThreadPoolExecutor(len(sides)) as pool:
        ahead = [pool.submit(counts.draw, random) for counts, random in sides]
        for _ in range(draws):
            conversions, nulls = (made.result() for made in ahead)
            ahead = [pool.submit(counts.draw, random) for counts, random in sides]
            yield conversions, nulls


def _credit(model: str, counted: CountedPaths) -> Credit:
    paths = counted.journeys
    if model == "markov":
        return lambda conversions, nulls: (
            conversions.sum() * solve(paths, conversions, nulls).shares
        )
    if model == "shapley":
        sets = ChannelSets.of(paths)
        return lambda conversions, nulls: sets.credits(sets.shares(conversions, nulls), conversions)
    left = LeftPaths.of(counted)
    return left.drawn
