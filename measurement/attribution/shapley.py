"""Shapley values of the channels of each journey, by conversion rates of channel sets.

v(S) is the conversion rate of journeys whose set of channels is exactly S, 0 for sets nobody had
and for none; a journey's set is that of its last four distinct channels. The values of a set's
channels add up to v(S) and are rescaled to the set's conversions. A channel whose presence lowers
the rates of sets gets negative credit there: it is not hidden by a floor.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from math import factorial

import numpy as np
from numba import njit

from measurement.attribution.journeys import Journeys, Sequences

PLAYERS = 4
_BITS = 16
_WEIGHTS = {
    (size, others): factorial(others) * factorial(size - others - 1) / factorial(size)
    for size in range(1, PLAYERS + 1)
    for others in range(size)
}


@dataclass(frozen=True)
class ChannelSets:
    """The distinct sets of `channels` channels, and which set every journey has.

    `members` has a row per set, channel codes in ascending order and then -1; `subsets` gives per
    set and bit mask over its members the number of that subset, the number of sets where unseen.
    """

    channels: int
    set_of: np.ndarray
    members: np.ndarray
    subsets: np.ndarray

    @classmethod
    def of(cls, journeys: Journeys) -> ChannelSets:
        """The sets of all journeys with touches; without touches a journey has number -1."""
        keys = _last_channels(journeys.sequences)
        distinct, set_of = np.unique(keys, return_inverse=True)
        if distinct.size and distinct[0] == 0:
            distinct, set_of = distinct[1:], set_of - 1
        shifts = np.arange(PLAYERS) * _BITS
        members = ((distinct[:, None] >> shifts) & (2**_BITS - 1)).astype(np.int64) - 1
        return cls(len(journeys.channels), set_of, members, _subsets(distinct, members))

    def summed(self, amounts: np.ndarray) -> np.ndarray:
        """`amounts` of journeys, per set."""
        if self.set_of.size and self.set_of.min() < 0:
            amounts, set_of = amounts[self.set_of >= 0], self.set_of[self.set_of >= 0]
        else:
            set_of = self.set_of
        return np.bincount(set_of, amounts, len(self.members)).astype(float)

    def shares(self, conversions: np.ndarray, nulls: np.ndarray) -> np.ndarray:
        """Per set the shares of its members, in their order; 0 where the set never converted."""
        converted, lost = self.summed(conversions), self.summed(nulls)
        total = converted + lost
        rates = np.zeros(len(self.members) + 1)
        np.divide(converted, total, out=rates[:-1], where=total > 0)
        shares = np.zeros(self.members.shape)
        sizes = (self.members >= 0).sum(axis=1)
        for size in range(1, PLAYERS + 1):
            rows = np.flatnonzero((sizes == size) & (converted > 0))
            worth = rates[self.subsets[rows].T]
            for player in range(size):
                shares[rows, player] = _value(worth, player, size) / rates[rows]
        return shares

    def credits(self, shares: np.ndarray, amounts: np.ndarray) -> np.ndarray:
        """Per channel, `amounts` of journeys shared within their sets."""
        credited = shares * self.summed(amounts)[:, None]
        codes = np.where(self.members < 0, self.channels, self.members)
        return np.bincount(codes.ravel(), weights=credited.ravel(), minlength=self.channels + 1)[
            : self.channels
        ]


def _value(worth: np.ndarray, player: int, size: int) -> np.ndarray:
    value = np.zeros(worth.shape[1])
    others = [other for other in range(size) if other != player]
    for count in range(size):
        for joined in combinations(others, count):
            mask = sum(1 << other for other in joined)
            value += _WEIGHTS[size, count] * (worth[mask | 1 << player] - worth[mask])
    return value


def _subsets(distinct: np.ndarray, members: np.ndarray) -> np.ndarray:
    subsets = np.full((len(distinct), 2**PLAYERS), len(distinct), dtype=np.int64)
    for mask in range(1, 2**PLAYERS):
        chosen = [player for player in range(PLAYERS) if mask >> player & 1]
        keys = np.zeros(len(distinct), dtype=np.int64)
        for place, player in enumerate(chosen):
            keys |= (members[:, player] + 1) << (place * _BITS)
        found = np.searchsorted(distinct, keys)
        is_seen = (found < len(distinct)) & (members[:, chosen[-1]] >= 0)
        is_seen[is_seen] = distinct[found[is_seen]] == keys[is_seen]
        subsets[is_seen, mask] = found[is_seen]
    return subsets


@njit(cache=True)
def _last_channels(sequences: Sequences) -> np.ndarray:
    """Per journey its last distinct channels as one number, 16 bits each, the smallest lowest."""
    touches, starts, lengths = sequences
    keys = np.zeros(starts.size, dtype=np.int64)
    seen = np.empty(PLAYERS, dtype=np.int64)
    for journey in range(starts.size):
        count = 0
        for touch in range(starts[journey] + lengths[journey] - 1, starts[journey] - 1, -1):
            code = np.int64(touches[touch]) + 1
            place = 0
            while place < count and seen[place] < code:
                place += 1
            if place < count and seen[place] == code:
                continue
            for later in range(count, place, -1):
                seen[later] = seen[later - 1]
            seen[place] = code
            count += 1
            if count == PLAYERS:
                break
        for place in range(count):
            keys[journey] |= seen[place] << np.int64(place * _BITS)
    return keys
