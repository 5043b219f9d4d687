"""People's masks of periods added up into the cells of a retention matrix."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from measurement.retention.definition import Retention
from measurement.retention.periods import Periods
from measurement.retention.sql import BITS

Bits = npt.NDArray[np.bool_]
Counts = npt.NDArray[np.int64]
CHUNK = 100_000
"""Groups of people unpacked at a time: 90 periods of them are 18 MB."""


@dataclass(frozen=True)
class People:
    """Groups of people who did the same: which periods they started, and returned, in.

    `starts` and `returns` have a row per group and a column per period. In a rolling question
    the columns of `returns` count from the start, and `passed` is how many of them are over.
    `early` are the periods with a start and, after it, a return.
    """

    weights: Counts
    starts: Bits
    returns: Bits
    early: Bits
    passed: Counts | None


@dataclass
class Tally:
    """Sums per row (cohort) and column: people, and those of them whose period has passed."""

    counts: Counts
    sizes: Counts
    early: Counts
    mature: Counts
    mature_counts: Counts


def columns_of(asked: Retention, periods: Periods) -> list[tuple[int, int]]:
    """The first and the last period since the start of each column after the first."""
    if asked.return_ == "range":
        return list(asked.ranges)
    return [(number, number) for number in range(1, periods.columns)]


def tally(groups: Iterator[People], asked: Retention, periods: Periods) -> Tally:
    """Add up all groups."""
    columns = columns_of(asked, periods)
    shape = (periods.rows, len(columns) + 1)
    sums = Tally(*(np.zeros(size, np.int64) for size in (shape, shape[0], shape[0], shape, shape)))
    for people in groups:
        for row in range(periods.rows):
            chosen = np.flatnonzero(people.starts[:, row])
            if chosen.size:
                _add(sums, row, _only(people, chosen, row, asked), asked, periods)
    return sums


def _only(people: People, chosen: Counts, row: int, asked: Retention) -> People:
    """The groups that started in `row`, their returns counted from it."""
    rolling = people.passed is not None
    returns = people.returns[chosen] if rolling else people.returns[chosen, row:]
    if asked.return_ == "on_or_after":
        returns = np.logical_or.accumulate(returns[:, ::-1], axis=1)[:, ::-1]
    early = people.early[chosen, 0 if rolling else row] if people.early.size else people.early
    passed = people.passed[chosen] if people.passed is not None else None
    return People(people.weights[chosen], people.starts, returns, early, passed)


def _add(sums: Tally, row: int, people: People, asked: Retention, periods: Periods) -> None:
    weights = people.weights.astype(np.float64)
    columns = [(0, 0), *columns_of(asked, periods)]
    back = np.ones((len(weights), len(columns)), np.bool_)
    for number, (first, last) in enumerate(columns[1:], 1):
        back[:, number] = people.returns[:, first : last + 1].any(axis=1)
    over = _over(people, row, [last for _, last in columns], periods)
    sums.counts[row] += (weights @ back).astype(np.int64)
    sums.sizes[row] += int(people.weights.sum())
    sums.mature[row] += (weights @ over).astype(np.int64)
    sums.mature_counts[row] += (weights @ (back & over)).astype(np.int64)
    if people.early.size:
        sums.early[row] += int(people.weights[people.early].sum())


def _over(people: People, row: int, last: list[int], periods: Periods) -> Bits:
    """Which columns, the `last` period of each given, have passed for which group."""
    if people.passed is not None:
        return people.passed[:, None] > np.array(last)
    passed = [row + period < periods.count and periods.passed(row + period) for period in last]
    return np.broadcast_to(np.array(passed), (len(people.weights), len(last)))


def unpacked(
    found: Mapping[str, npt.NDArray], chosen: Counts, asked: Retention, periods: Periods
) -> Iterator[People]:
    """The `chosen` groups of the statement's answer, some at a time."""
    rolling = asked.mode == "rolling"
    width = periods.columns if rolling else periods.count
    for begin in range(0, len(chosen), CHUNK):
        part = {name: column[chosen[begin : begin + CHUNK]] for name, column in found.items()}
        starts = (
            np.equal.outer(part["row"], np.arange(periods.rows))
            if "row" in part
            else _bits(part, "s", periods.rows)
        )
        returns = _bits(part, "r", width)
        early = returns if rolling else _bits(part, "z", periods.rows)
        passed = part["passed"].astype(np.int64) if rolling else None
        yield People(part["people"].astype(np.int64), starts, returns, early, passed)


def _bits(found: Mapping[str, npt.NDArray], name: str, count: int) -> Bits:
    """The periods of the words `name0`, `name1` ..., a column each; none without such words."""
    names = [f"{name}{number}" for number in range(-(-count // BITS))]
    words = [found[word] for word in names if word in found]
    if not words:
        return np.zeros((0, 0), np.bool_)
    shifts = np.arange(BITS, dtype=np.int64)
    bits = [(word.astype(np.int64)[:, None] >> shifts & 1).astype(np.bool_) for word in words]
    return np.concatenate(bits, axis=1)[:, :count]
