"""From sorted events to attempts: the one function that is compiled, and its plain form."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numba.extending import register_jitable

from measurement.funnels.kernel import (
    FILLED,
    LEVEL,
    SPOILED,
    STEP_BITS,
    WENT_ON,
    Events,
    Rules,
    Span,
    State,
    compiled,
)
from measurement.funnels.ordered import best_ordered
from measurement.funnels.plain import best_plain
from measurement.funnels.unordered import best_unordered

ONE_VALUE, FIRST_TOUCH, LAST_TOUCH, ALL_VALUES, OF_STEP = 0, 1, 2, 3, 4
"""Where a person's breakdown value comes from. Code 0 stands for no value."""


class Found(NamedTuple):
    """Attempts: one row per person, breakdown value and entry period with any step reached."""

    person: np.ndarray
    value: np.ndarray
    period: np.ndarray
    filled: np.ndarray
    times: np.ndarray


def new_found(rows: int, steps: int) -> Found:
    """Room for `rows` attempts; memory is only used where rows are written."""
    return Found(
        np.empty(rows, np.int64),
        np.empty(rows, np.int32),
        np.empty(rows, np.int64),
        np.empty(rows, np.int64),
        np.empty((rows, steps), np.int64),
    )


@register_jitable
def _touch(events: Events, rules: Rules, first: int, end: int) -> int:
    told = 0
    for event in range(first, end):
        if events.masks[event] & STEP_BITS and events.codes[event] != 0:
            told = events.codes[event]
            if rules.attribution == FIRST_TOUCH:
                return told
    return told


@register_jitable
def _values(events: Events, rules: Rules, first: int, end: int) -> np.ndarray:
    """The breakdown values under which a person stands."""
    values = np.zeros(end - first + 1, np.int64)
    if rules.attribution == FIRST_TOUCH or rules.attribution == LAST_TOUCH:  # noqa: PLR1714
        values[0] = _touch(events, rules, first, end)
        return values[:1]
    bits = STEP_BITS
    if rules.attribution == OF_STEP and not rules.unordered:
        bits = 1 << rules.value_step
    count = 0
    for event in range(first, end):
        if not events.masks[event] & bits:
            continue
        known = 0
        while known < count and values[known] != events.codes[event]:
            known += 1
        if known == count:
            values[count] = events.codes[event]
            count += 1
    # Who never does the step that tells the value stands nowhere.
    return values[: count if rules.attribution == OF_STEP else max(count, 1)]


@register_jitable
def _of_value(events: Events, first: int, end: int, value: int) -> Events:
    """Only the events with that value, for a funnel whose steps all have to agree."""
    times = np.empty(end - first, np.int64)
    masks = np.empty(end - first, np.int64)
    count = 0
    for event in range(first, end):
        if events.codes[event] == value:
            times[count] = events.times[event]
            masks[count] = events.masks[event]
            count += 1
    return Events(times[:count], masks[:count], events.codes[:0])


@register_jitable
def _best(events: Events, rules: Rules, span: Span, state: State) -> None:
    if rules.plain and best_plain(events, rules, span, state):
        return
    if rules.unordered:
        best_unordered(events, rules, span, state)
    else:
        best_ordered(events, rules, span, state)


@register_jitable
def _keep(found: Found, row: int, labels: tuple[int, int, int], state: State) -> int:
    """Write the best attempt, if there is one that nothing spoiled."""
    if state.best[LEVEL] == 0 or state.best[SPOILED]:
        return row
    found.person[row] = labels[0]
    found.value[row] = labels[1]
    found.period[row] = labels[2]
    found.filled[row] = state.best[FILLED]
    for step in range(len(state.best_times)):
        found.times[row, step] = state.best_times[step]
    return row + 1


@register_jitable
def _period(boundaries: np.ndarray, time: int) -> int:
    """The period in which an instant lies; every event lies in one."""
    low, high = 0, len(boundaries) - 1
    while high - low > 1:
        middle = (low + high) // 2
        if boundaries[middle] <= time:
            low = middle
        else:
            high = middle
    return low


@register_jitable
def _by_period(  # noqa: PLR0913, PLR0917
    events: Events, rules: Rules, span: Span, state: State, found: Found, at: tuple[int, int]
) -> int:
    """The best attempt of each entry period: those that begin in it, however long they last.

    Without boundaries there is one period for all time. As over all time, an attempt that went on
    past an exclusion takes the person out: with it only whole attempts of other periods are kept.
    """
    person, first_row = at
    row = first_row
    ignored = False
    start = span.first
    while start < span.end:
        period, after = 0, span.end
        if len(rules.boundaries):
            period, after = _period(rules.boundaries, events.times[start]), start + 1
            while after < span.end and events.times[after] < rules.boundaries[period + 1]:
                after += 1
        _best(events, rules, Span(start, span.end, start, after, span.value), state)
        ignored = ignored or state.best[SPOILED] == WENT_ON
        row = _keep(found, row, (person, span.value, period), state)
        start = after
    return _whole(found, first_row, row) if ignored else row


@register_jitable
def _whole(found: Found, first: int, end: int) -> int:
    """Leave of the rows only those that reached the last step; the end of what is left."""
    last = found.times.shape[1] - 1
    kept = first
    for row in range(first, end):
        if (found.filled[row] >> last) & 1:
            found.period[kept] = found.period[row]
            found.filled[kept] = found.filled[row]
            found.times[kept] = found.times[row]
            kept += 1
    return kept


def _walk_for(version: int) -> Callable[[Events, np.ndarray, Rules, State, Found], int]:
    """The walk; `version` makes compiled copies of other sources on disk useless."""

    def walk(events: Events, offsets: np.ndarray, rules: Rules, state: State, found: Found) -> int:
        row = 0 * version
        no_value = np.zeros(1, np.int64)
        simple = rules.plain and rules.attribution == ONE_VALUE and len(rules.boundaries) == 0
        for person in range(len(offsets) - 1):
            first, end = offsets[person], offsets[person + 1]
            if simple and best_plain(events, rules, Span(first, end, first, end, 0), state):
                row = _keep(found, row, (person, 0, 0), state)
                continue
            values = no_value
            if rules.attribution != ONE_VALUE:
                values = _values(events, rules, first, end)
            for value in values:
                own, span = events, Span(first, end, first, end, value)
                if rules.attribution == ALL_VALUES:
                    own = _of_value(events, first, end, value)
                    span = Span(0, len(own.times), 0, len(own.times), value)
                row = _by_period(own, rules, span, state, found, (person, row))
        return row

    return walk


def _version() -> int:
    here = Path(__file__).parent
    names = ("kernel", "matching", "ordered", "plain", "unordered", "walk")
    return zlib.crc32(b"".join((here / f"{name}.py").read_bytes() for name in names))


walk_plainly = _walk_for(_version())
"""Writes the attempts of all persons into `found` and returns how many there are.

`offsets` are the first events of the persons, and the end of the last one."""
walk_compiled = compiled(walk_plainly)
