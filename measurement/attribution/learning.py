"""What the data-driven models learn from counted paths, as weights that any conversion can use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
from numba import njit

from measurement.attribution import raking
from measurement.attribution.journeys import CountedPaths, Journeys, Sequences
from measurement.attribution.leave_one_out import LeftPaths
from measurement.attribution.markov import Chain, solve
from measurement.attribution.models import DATA_DRIVEN
from measurement.attribution.parsing import parse
from measurement.attribution.shapley import ChannelSets
from measurement.attribution.uncertainty import DRAWS, Drawn, draw

NOISE = 1e-6
"""A smaller difference between two sums of credits is rounding."""


@dataclass(frozen=True)
class Learned:
    """What three models say about the channels of counted paths, and about each touch.

    `channels`: model, channel, conversions (the model's own total), low and high of its 95 %
    interval, gap (what the weights credit beyond that total) and alike_group (channels of one
    number cannot be told apart; empty for the others). `weights`: path, model, touch_number,
    weight; those of a path sum to 1 under each model.
    """

    channels: pd.DataFrame
    weights: pa.Table


def learn(paths: pa.Table, draws: int = DRAWS) -> Learned:
    """Credit of channels and weights of touches under Markov, Shapley and leave-one-out.

    `paths` has each path once: path (channels joined by ` > `), conversions and nulls to learn
    from, is_credited where weights are wanted. A path may have none to learn from: its touches
    then share by what is known of their channels, and evenly where nothing is.
    """
    journeys = _journeys(paths)
    counted = journeys.counted()
    chain = solve(journeys, journeys.conversions, journeys.nulls)
    weights = {
        "markov": _markov(journeys, chain),
        "shapley": _shapley(journeys),
        "leave_one_out": _leave_one_out(journeys, counted),
    }
    totals = {model: _credited(journeys, shared) for model, shared in weights.items()}
    own = {**totals, "markov": journeys.conversions.sum() * chain.shares}
    drawn = draw(counted, DATA_DRIVEN, draws)
    return Learned(_channels(drawn, own, totals), _as_table(paths, journeys, weights))


def _journeys(paths: pa.Table) -> Journeys:
    channels, sequences = parse(paths["path"])
    conversions, nulls = (
        np.array(paths[name].to_numpy(), dtype=float) for name in ("conversions", "nulls")
    )
    none = np.zeros(len(paths))
    return Journeys(channels, sequences, conversions, none, conversions, nulls, none)


def _markov(journeys: Journeys, chain: Chain) -> np.ndarray:
    sequences, conversions = journeys.sequences, journeys.conversions
    totals = conversions.sum() * chain.shares
    factors = raking.rake(sequences, conversions, chain.effects, totals)
    seen = _seen(journeys)
    if seen.any() and not seen.all():
        # Nothing was learned of a channel that only older journeys know: it takes an average part.
        factors = np.where(seen, factors, factors[seen].mean())
    return raking.shares(sequences, factors)


def _seen(journeys: Journeys) -> np.ndarray:
    is_learned = np.repeat(journeys.conversions + journeys.nulls > 0, journeys.sequences.lengths)
    return np.bincount(journeys.sequences.touches, is_learned, len(journeys.channels)) > 0


def _shapley(journeys: Journeys) -> np.ndarray:
    sets = ChannelSets.of(journeys)
    shares = sets.shares(journeys.conversions, journeys.nulls)
    is_member = sets.members >= 0
    even = is_member / np.maximum(is_member.sum(axis=1, keepdims=True), 1)
    is_known = sets.summed(journeys.conversions) > 0
    shared = np.zeros(int(journeys.sequences.lengths.sum()))
    _share_sets(
        journeys.sequences,
        sets.set_of,
        sets.members,
        np.where(is_known[:, None], shares, even),
        shared,
    )
    return shared


def _leave_one_out(journeys: Journeys, counted: CountedPaths) -> np.ndarray:
    left = LeftPaths.of(counted)
    shares = left.shares(counted.journeys.conversions, counted.journeys.nulls)
    begins = np.append(left.begins, -1)[counted.number_of]
    shared = np.zeros(int(journeys.sequences.lengths.sum()))
    _copy_shares(journeys.sequences.lengths, begins, shares, shared)
    return shared


def _credited(journeys: Journeys, shared: np.ndarray) -> np.ndarray:
    amounts = np.repeat(journeys.conversions, journeys.sequences.lengths)
    return np.bincount(journeys.sequences.touches, shared * amounts, len(journeys.channels))


def _channels(
    drawn: Drawn, own: Mapping[str, np.ndarray], totals: Mapping[str, np.ndarray]
) -> pd.DataFrame:
    parts = []
    for model in DATA_DRIVEN:
        low, high = drawn.interval(model)
        gap = totals[model] - own[model]
        group_of = {
            channel: number
            for number, group in enumerate(drawn.alike(model), start=1)
            for channel in group
        }
        part = pd.DataFrame({"model": model, "channel": drawn.channels, "conversions": own[model]})
        part["low"], part["high"] = low, high
        part["gap"] = np.where(np.abs(gap) > NOISE, gap, 0.0)
        part["alike_group"] = pd.array(
            [group_of.get(channel) for channel in drawn.channels], dtype="Int64"
        )
        parts.append(part)
    return pd.concat(parts, ignore_index=True)


def _as_table(paths: pa.Table, journeys: Journeys, weights: Mapping[str, np.ndarray]) -> pa.Table:
    lengths = journeys.sequences.lengths
    rows = np.repeat(np.arange(lengths.size), lengths)
    numbers = np.arange(rows.size) - np.repeat(np.cumsum(lengths) - lengths, lengths) + 1
    wanted = np.flatnonzero(paths["is_credited"].to_numpy()[rows])
    names = paths["path"].combine_chunks().take(pa.array(rows[wanted]))
    parts = [
        pa.table(
            {
                "path": names,
                "model": pa.array(np.repeat(model, wanted.size), pa.string()),
                "touch_number": pa.array(numbers[wanted], pa.int32()),
                "weight": pa.array(shared[wanted]),
            }
        )
        for model, shared in weights.items()
    ]
    return pa.concat_tables(parts)


@njit(cache=True)
def _share_sets(
    sequences: Sequences,
    set_of: np.ndarray,
    members: np.ndarray,
    shares: np.ndarray,
    shared: np.ndarray,
) -> None:
    """A channel's part of its set, spread evenly over its touches; none outside the set."""
    touches, starts, lengths = sequences
    begin = 0
    for path in range(starts.size):
        for player in range(members.shape[1]):
            channel = members[set_of[path], player] if set_of[path] >= 0 else -1
            count = 0
            for place in range(lengths[path]):
                count += touches[starts[path] + place] == channel
            for place in range(lengths[path]):
                if touches[starts[path] + place] == channel:
                    shared[begin + place] = shares[set_of[path], player] / count
        begin += lengths[path]


@njit(cache=True)
def _copy_shares(
    lengths: np.ndarray, begins: np.ndarray, shares: np.ndarray, shared: np.ndarray
) -> None:
    """Shares as learned, and all to the last touch of a path that was not seen converting."""
    place = 0
    for path in range(lengths.size):
        for touch in range(lengths[path]):
            if begins[path] >= 0:
                shared[place + touch] = shares[begins[path] + touch]
        if begins[path] < 0 and lengths[path] > 0:
            shared[place + lengths[path] - 1] = 1.0
        place += lengths[path]
