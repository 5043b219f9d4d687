"""Journeys as arrays: touches one after another, and what each journey ended in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numba import njit

BASE = np.uint64(0x9E3779B97F4A7C15)
"""Odd multiplier of the polynomial hash of a path; equal hashes are compared touch by touch."""


class Sequences(NamedTuple):
    """Channel codes one after another, and where each journey starts and how long it is."""

    touches: np.ndarray
    starts: np.ndarray
    lengths: np.ndarray


@dataclass(frozen=True)
class Journeys:
    """Journeys (or counted paths) over `channels`, converting and not.

    Journey j of `sequences` holds codes into `channels` in the order of time. It stands for
    `conversions[j]` conversions with `revenue[j]` in all, known for `revenue_known[j]` of them,
    and for `nulls[j]` journeys that did not convert.
    """

    channels: list[str]
    sequences: Sequences
    conversions: np.ndarray
    revenue: np.ndarray
    revenue_known: np.ndarray
    nulls: np.ndarray
    instants: np.ndarray

    @cached_property
    def is_touched(self) -> np.ndarray:
        """Which journeys have any touch; the others are unattributed."""
        return self.sequences.lengths > 0

    def unattributed(self) -> np.ndarray:
        """Conversions, revenue and conversions of known revenue of journeys without touch."""
        amounts = (self.conversions, self.revenue, self.revenue_known)
        return np.array([amount[~self.is_touched].sum() for amount in amounts])

    def counted(self) -> CountedPaths:
        """Each distinct path once, without instants, in an order that rows do not decide."""
        chosen = np.flatnonzero(self.is_touched & ((self.conversions > 0) | (self.nulls > 0)))
        touches, starts, lengths = self.sequences
        asked = Sequences(touches, starts[chosen], lengths[chosen])
        size = 1 << max(4, int(2 * max(1, chosen.size) - 1).bit_length())
        slots = np.full(size, -1, dtype=np.int64)
        path_of, hashes, first = _count(asked, slots)
        order = np.argsort(hashes, kind="stable")
        place = np.empty_like(order)
        place[order] = np.arange(order.size)
        path_of = place[path_of]
        slots[slots >= 0] = place[slots[slots >= 0]]

        def summed(values: np.ndarray) -> np.ndarray:
            # Of no journeys at all bincount returns integers.
            return np.bincount(path_of, values[chosen], order.size).astype(float)

        found = Sequences(touches, asked.starts[first][order], asked.lengths[first][order])
        paths = replace(
            self,
            sequences=_laid_out(found),
            conversions=summed(self.conversions),
            revenue=summed(self.revenue),
            revenue_known=summed(self.revenue_known),
            nulls=summed(self.nulls),
            instants=np.zeros(0),
        )
        number_of = np.full(self.sequences.starts.size, -1, dtype=np.int64)
        number_of[chosen] = path_of
        return CountedPaths(paths, number_of, hashes[order], slots)


@dataclass(frozen=True)
class CountedPaths:
    """Distinct paths with their hashes, and the open-addressing table that finds one.

    `number_of` gives the path of each journey that was counted, -1 for one that was not.
    """

    journeys: Journeys
    number_of: np.ndarray
    hashes: np.ndarray
    slots: np.ndarray

    def without_each_touch(self) -> tuple[np.ndarray, np.ndarray]:
        """Converting paths' touches, one after another: where they begin, and which path is left.

        Returns the begin of each path in the second array (-1 for paths that never convert), and
        per touch the number of the path without it, -1 where nobody went that way.
        """
        paths = self.journeys
        lengths = np.where(paths.conversions > 0, paths.sequences.lengths, 0)
        begins = np.where(lengths > 0, np.cumsum(lengths) - lengths, -1)
        left = np.full(int(lengths.sum()), -1, dtype=np.int64)
        _remove_each(paths.sequences, self.hashes, self.slots, begins, left)
        return begins, left


@njit(cache=True)
def _laid_out(sequences: Sequences) -> Sequences:
    """The same sequences one after another, so that walking through all of them is quick."""
    touches, starts, lengths = sequences
    ends = np.cumsum(lengths)
    placed = np.empty(lengths.sum(), dtype=touches.dtype)
    for path in range(starts.size):
        begin = ends[path] - lengths[path]
        placed[begin : ends[path]] = touches[starts[path] : starts[path] + lengths[path]]
    return Sequences(placed, ends - lengths, lengths)


@njit(cache=True)
def _count(sequences: Sequences, slots: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The path number of every journey, hashes of the paths, and the first journey of each."""
    touches, starts, lengths = sequences
    path_of = np.empty(starts.size, dtype=np.int64)
    hashes = np.empty(starts.size, dtype=np.uint64)
    first = np.empty(starts.size, dtype=np.int64)
    found = 0
    mask = np.uint64(slots.size - 1)
    for journey in range(starts.size):
        begin, count = starts[journey], lengths[journey]
        value = np.uint64(0)
        for touch in range(begin, begin + count):
            value = value * BASE + np.uint64(touches[touch] + 1)
        slot = _mixed(value) & mask
        while slots[slot] >= 0:
            path = slots[slot]
            other = first[path]
            if hashes[path] == value and _is_same(sequences, journey, -1, other):
                break
            slot = (slot + np.uint64(1)) & mask
        if slots[slot] < 0:
            slots[slot] = found
            hashes[found] = value
            first[found] = journey
            found += 1
        path_of[journey] = slots[slot]
    return path_of, hashes[:found].copy(), first[:found].copy()


@njit(cache=True)
def _remove_each(
    sequences: Sequences,
    hashes: np.ndarray,
    slots: np.ndarray,
    begins: np.ndarray,
    left: np.ndarray,
) -> None:
    touches, starts, lengths = sequences
    mask = np.uint64(slots.size - 1)
    powers = np.ones(max(1, lengths.max() if lengths.size else 1), dtype=np.uint64)
    for power in range(1, powers.size):
        powers[power] = powers[power - 1] * BASE
    for path in range(starts.size):
        if begins[path] < 0:
            continue
        begin, count = starts[path], lengths[path]
        before = np.uint64(0)
        for place in range(count):
            after = before * BASE + np.uint64(touches[begin + place] + 1)
            value = hashes[path] + (before - after) * powers[count - 1 - place]
            before = after
            slot = _mixed(value) & mask
            while count > 1 and slots[slot] >= 0:
                other = slots[slot]
                if hashes[other] == value and _is_same(sequences, path, place, other):
                    left[begins[path] + place] = other
                    break
                slot = (slot + np.uint64(1)) & mask


@njit(cache=True)
def _is_same(sequences: Sequences, path: int, skipped: int, other: int) -> bool:
    """Whether a path without its touch number `skipped` (-1: with all) is the other path."""
    touches, starts, lengths = sequences
    if lengths[path] - (1 if skipped >= 0 else 0) != lengths[other]:
        return False
    for place in range(lengths[other]):
        touch = starts[path] + place + (1 if 0 <= skipped <= place else 0)
        if touches[touch] != touches[starts[other] + place]:
            return False
    return True


@njit(cache=True)
def _mixed(value: np.uint64) -> np.uint64:
    """Low bits that depend on all bits of the hash."""
    value = (value ^ (value >> np.uint64(31))) * np.uint64(0xBF58476D1CE4E5B9)
    return value ^ (value >> np.uint64(29))
