"""Journeys in which every touch persuades a little, with the conversions each channel truly adds.

Channels near the purchase are met later and more easily by whom others have already persuaded; a
touch converts with its own chance, raised by each channel seen before. What a channel adds is
counted by living every journey again without its touches, all other luck the same.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

CHANNELS = ("display", "feed", "social", "affiliate", "portal", "generic", "brand", "direct")
LATENESS = np.array([-1.5, -1.2, -0.8, 0.0, 0.2, 0.3, 1.5, 1.8])
"""How much later than the others a channel is met, in places of a journey of four."""
CHANCE = np.array([-6.5, -6.2, -6.0, -4.8, -4.6, -4.3, -4.0, -4.4])
"""Log odds that a first touch of the channel converts at once."""
LASTING = np.array([0.9, 0.7, 0.5, 0.3, 0.5, 0.4, 0.1, 0.0])
"""What having seen the channel adds to the log odds of every later touch."""
MEAN_TOUCHES = 3.0
START = np.datetime64("2026-01-01", "m")


def journeys(people: int, seed: int) -> tuple[pd.DataFrame, pd.DataFrame, pd.Series]:
    """Touches, conversions, and the conversions that each channel truly added."""
    random = np.random.default_rng(seed)
    lengths = np.minimum(random.geometric(1 / MEAN_TOUCHES, people), 12)
    channel = _met(random, lengths)
    luck = random.random(channel.shape)
    converts = _converting(channel, luck)
    buyers = np.flatnonzero(converts.max(axis=1))
    ends = lengths - 1
    ends[buyers] = converts[buyers].argmax(axis=1)
    without = [
        _converting(np.where(channel == number, -1, channel), luck).max(axis=1).sum()
        for number in range(len(CHANNELS))
    ]
    added = pd.Series(len(buyers) - np.array(without), list(CHANNELS))
    return *_tables(random, channel, ends, buyers), added


def _met(random: np.random.Generator, lengths: np.ndarray) -> np.ndarray:
    """Channel numbers by person and place, -1 after the end of the journey."""
    places = np.arange(lengths.max())
    channel = np.full((len(lengths), len(places)), -1)
    for place in places:
        weights = np.exp(LATENESS * (place - 1.5) / 2)
        drawn = random.choice(len(CHANNELS), len(lengths), p=weights / weights.sum())
        channel[:, place] = np.where(place < lengths, drawn, -1)
    return channel


def _converting(channel: np.ndarray, luck: np.ndarray) -> np.ndarray:
    """Which touches would convert, by person and place."""
    seen = np.zeros((len(channel), len(CHANNELS)), dtype=bool)
    converts = np.zeros(channel.shape, dtype=bool)
    for place in range(channel.shape[1]):
        there = channel[:, place] >= 0
        odds = CHANCE[channel[:, place]] + seen @ LASTING
        converts[:, place] = there & (luck[:, place] < 1 / (1 + np.exp(-odds)))
        seen[there, channel[there, place]] = True
    return converts


def _tables(
    random: np.random.Generator, channel: np.ndarray, ends: np.ndarray, buyers: np.ndarray
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Touches up to the one that converted, some days apart, and the conversions."""
    lasted = (np.arange(channel.shape[1]) <= ends[:, None]) & (channel >= 0)
    gaps = random.exponential(2 * 1440, channel.shape).astype(int)
    at = START + random.integers(0, 60 * 1440, (len(channel), 1)) + np.cumsum(gaps, axis=1)
    person, place = np.nonzero(lasted)
    touches = pd.DataFrame(
        {
            "user_id": person,
            "ts": at[person, place],
            "channel": np.array(CHANNELS)[channel[person, place]],
        }
    )
    when = at[buyers, ends[buyers]] + np.timedelta64(1, "m")
    table = pd.DataFrame({"conversion_id": buyers, "user_id": buyers, "ts": when, "revenue": 1.0})
    return touches, table
