"""Attempts of all persons in some rows: to parts, to persons, on as many threads as allowed."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import pairwise

import numpy as np

from measurement.funnels.definition import Funnel
from measurement.funnels.kernel import Events, Rules, new_state
from measurement.funnels.rows import Rows
from measurement.funnels.sorting import by_person, count_parts, in_order, scatter
from measurement.funnels.walk import (
    ALL_VALUES,
    FIRST_TOUCH,
    LAST_TOUCH,
    OF_STEP,
    ONE_VALUE,
    Found,
    new_found,
    walk_compiled,
    walk_plainly,
)

FEW_EVENTS = 20_000
"""Up to this many, plain Python is done before compiled code is loaded."""
EVENTS_PER_PART = 32_768
SLABS_AHEAD = 32
"""So many may wait to be walked, some 100 MB: reading goes on while compiled code is loaded."""


class SharedKeyError(Exception):
    """Two persons have the same key."""


def rules_of(funnel: Funnel, boundaries: np.ndarray, by_value: bool) -> Rules:
    """The definition in numbers. Trends in order need the steps up to `to_step` only."""
    ordered = funnel.order != "unordered"
    steps = funnel.steps[: funnel.span[1] + 1] if len(boundaries) and ordered else funnel.steps
    own = [step.window.microseconds if step.window else -1 for step in steps]
    own[0] = -1
    told = {"first_touch": FIRST_TOUCH, "last_touch": LAST_TOUCH, "all": ALL_VALUES}
    attribution, value_step = ONE_VALUE, -1
    if by_value and funnel.breakdown:
        attribution = told.get(funnel.breakdown.attribution, OF_STEP)
        if funnel.breakdown.person_prop is not None:
            attribution = FIRST_TOUCH
        elif attribution == OF_STEP:
            value_step = funnel.breakdown.step or 0
    plain = funnel.order == "ordered" and not funnel.exclusions and attribution != OF_STEP
    plain = plain and max(own) < 0 and not any(step.optional for step in steps)
    return Rules(
        len(steps),
        funnel.window_microseconds,
        np.array(own, np.int64),
        np.array([step.optional for step in steps], np.bool_),
        max(own) >= 0,
        plain,
        funnel.order == "strict",
        not ordered,
        attribution,
        value_step,
        boundaries,
    )


def attempts(rows: Rows, questions: list[Rules], threads: int) -> list[Found]:
    """For each of `questions` the best attempts; persons are told by key.

    Raises:
        SharedKeyError: when keys do not tell persons apart.
    """
    parts = [(rows.keys, rows.checks, rows.times, rows.masks, rows.codes)]
    few = rows.names is not None and len(rows.keys) <= FEW_EVENTS
    if not few:
        parts = _scattered(rows, threads)
    with ThreadPoolExecutor(threads) as pool:
        told = list(pool.map(lambda part: _of_part(part, questions, few, False), parts))
    return [
        Found(*(np.concatenate(column) for column in zip(*found, strict=True)))
        for found in zip(*told, strict=True)
    ]


def attempts_in_slabs(
    slabs: Iterable[Rows], questions: list[Rules], threads: int
) -> Generator[tuple[Rows, list[Found]]]:
    """Each slab of whole persons, in order, with its attempts, found while the next is read."""
    with ThreadPoolExecutor(threads) as pool:
        waiting: deque[tuple[Rows, Future[list[Found]]]] = deque()
        for rows in slabs:
            part = (rows.keys, rows.checks, rows.times, rows.masks, rows.codes)
            waiting.append((rows, pool.submit(_of_part, part, questions, False, True)))
            if len(waiting) > SLABS_AHEAD:
                first, found = waiting.popleft()
                yield first, found.result()
        for rows, found in waiting:
            yield rows, found.result()


def _of_part(part: tuple, questions: list[Rules], few: bool, ordered: bool) -> list[Found]:
    keys, _, times, masks, codes = part
    if few:
        offsets, persons, times, masks, codes = _sorted_plainly(*part)
    elif ordered:
        sorted_part = in_order(keys, times.copy(), masks, codes.copy())
        offsets, persons, times, masks, codes = sorted_part
    else:
        offsets, persons, times, masks, codes = by_person(*part)
    if len(keys) and not len(offsets):
        raise SharedKeyError
    events = Events(times, masks, codes)
    most = int(np.diff(offsets).max(initial=0))
    found = []
    for rules in questions:
        room = new_found(_room(offsets, rules), rules.steps)
        walk = walk_plainly if few else walk_compiled
        count = walk(events, offsets, rules, new_state(rules.steps, most + 1), room)
        own = Found(*(column[:count].copy() for column in room))
        found.append(own._replace(person=persons[own.person]))
    return found


def _sorted_plainly(
    keys: np.ndarray, _checks: np.ndarray, times: np.ndarray, masks: np.ndarray, codes: np.ndarray
) -> tuple[np.ndarray, ...]:
    order = np.lexsort((codes, masks, times, keys) if len(codes) else (masks, times, keys))
    keys = keys[order]
    ends = np.flatnonzero(keys[1:] != keys[:-1]) + 1
    offsets = np.concatenate([[0], ends, [len(keys)]]) if len(keys) else np.zeros(1, np.int64)
    codes = codes[order] if len(codes) else codes
    return offsets, keys[offsets[:-1]], times[order], masks[order].astype(np.int64), codes


def _room(offsets: np.ndarray, rules: Rules) -> int:
    """At most this many attempts: a person's values times their periods."""
    events = np.diff(offsets)
    if rules.attribution == OF_STEP and len(rules.boundaries):
        return int((events * np.minimum(events, len(rules.boundaries))).sum())
    return int(events.sum())


def _scattered(rows: Rows, threads: int) -> list[tuple]:
    """Rows in parts by the upper bits of their keys; threads write to places of their own."""
    bits = min(max((len(rows.keys) // EVENTS_PER_PART).bit_length(), 1), 12)
    shift = 64 - bits
    columns = (rows.keys, rows.checks, rows.times, rows.masks, rows.codes)
    cuts = [len(rows.keys) * number // threads for number in range(threads + 1)]
    shares = [tuple(column[first:end] for column in columns) for first, end in pairwise(cuts)]
    counts = np.zeros((threads, 1 << bits), np.int64)
    moved = tuple(np.empty_like(column) for column in columns)
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(lambda n: count_parts(shares[n][0], shift, counts[n]), range(threads)))
        flat = np.concatenate([[0], counts.T.ravel().cumsum()])
        places = flat[:-1].reshape(1 << bits, threads).T.copy()
        list(pool.map(lambda n: scatter(shares[n], shift, places[n], moved), range(threads)))
    edges = flat[::threads].tolist()
    return [tuple(column[first:end] for column in moved) for first, end in pairwise(edges)]
