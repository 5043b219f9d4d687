"""Rows in any order become events by person and time, part by part, in linear time.

A sort of all rows is what a database does; here rows only go to one of many parts by person, and
within a part, small enough for the processor's cache, persons get numbers from a hash table.
"""

from __future__ import annotations

import numpy as np
from numba.extending import register_jitable

from measurement.funnels.kernel import compiled

SPREAD = np.uint64(0x9E3779B97F4A7C15)
"""Fibonacci hashing: the golden ratio of 64 bits spreads keys that are close together."""


@compiled
def count_parts(keys: np.ndarray, shift: int, counts: np.ndarray) -> None:
    """Add to `counts` how many rows go to each part: the upper bits of the spread key."""
    for row in range(len(keys)):
        counts[(keys[row] * SPREAD) >> np.uint64(shift)] += 1


@compiled
def scatter(rows: tuple, shift: int, places: np.ndarray, parts: tuple) -> None:
    """Move `rows` (keys, checks, times, masks, codes) to their parts; `places` says where next."""
    keys, checks, times, masks, codes = rows
    for row in range(len(keys)):
        part = (keys[row] * SPREAD) >> np.uint64(shift)
        place = places[part]
        places[part] = place + 1
        parts[0][place] = keys[row]
        parts[2][place] = times[row]
        parts[3][place] = masks[row]
        if len(checks):
            parts[1][place] = checks[row]
        if len(codes):
            parts[4][place] = codes[row]


@register_jitable
def _number_persons(keys: np.ndarray, checks: np.ndarray, numbers: np.ndarray) -> tuple:
    """Number the distinct keys of a part; -1 persons when two of them share one key."""
    size = 16
    while size < 2 * len(keys):
        size *= 2
    slots = np.full(size, -1, np.int32)
    first = np.empty(len(keys), np.int64)
    persons = 0
    for row in range(len(keys)):
        # The upper bits chose the part, so the middle ones choose the slot.
        slot = np.int64(((keys[row] * SPREAD) >> np.uint64(20)) & np.uint64(size - 1))
        while slots[slot] >= 0 and keys[first[slots[slot]]] != keys[row]:
            slot = (slot + 1) & (size - 1)
        if slots[slot] < 0:
            slots[slot] = persons
            first[persons] = row
            persons += 1
        elif len(checks) and checks[first[slots[slot]]] != checks[row]:
            return -1, first
        numbers[row] = slots[slot]
    return persons, first


@compiled
def by_person(keys, checks, times, masks, codes) -> tuple:  # noqa: ANN001
    """A part by person: offsets, the persons' keys, times, masks, codes; no offsets on a clash."""
    numbers = np.empty(len(keys), np.int32)
    persons, first = _number_persons(keys, checks, numbers)
    out_times = np.empty(len(keys), np.int64)
    out_masks = np.empty(len(keys), np.int64)
    out_codes = np.empty(len(codes), np.int32)
    if persons < 0:
        return np.empty(0, np.int64), keys[:0].copy(), out_times, out_masks, out_codes
    offsets = np.zeros(persons + 1, np.int64)
    for row in range(len(keys)):
        offsets[numbers[row] + 1] += 1
    for person in range(persons):
        offsets[person + 1] += offsets[person]
    places = offsets[:-1].copy()
    for row in range(len(keys)):
        place = places[numbers[row]]
        places[numbers[row]] = place + 1
        out_times[place] = times[row]
        out_masks[place] = masks[row]
        if len(codes):
            out_codes[place] = codes[row]
    _sort_persons(offsets, out_times, out_masks, out_codes)
    named = np.empty(persons, np.uint64)
    for person in range(persons):
        named[person] = keys[first[person]]
    return offsets, named, out_times, out_masks, out_codes


@compiled
def in_order(keys, times, masks, codes) -> tuple:  # noqa: ANN001
    """The same for rows that already come by person and time."""
    persons = 0
    for row in range(len(keys)):
        persons += row == 0 or keys[row] != keys[row - 1]
    offsets = np.empty(persons + 1, np.int64)
    named = np.empty(persons, np.uint64)
    person = 0
    for row in range(len(keys)):
        if row == 0 or keys[row] != keys[row - 1]:
            offsets[person] = row
            named[person] = keys[row]
            person += 1
    offsets[person] = len(keys)
    out_masks = masks.astype(np.int64)
    _sort_persons(offsets, times, out_masks, codes)
    return offsets, named, times, out_masks, codes


@register_jitable
def _sort_persons(
    offsets: np.ndarray, times: np.ndarray, masks: np.ndarray, codes: np.ndarray
) -> None:
    """By time; events of one instant by mask and code, so that the order of rows is nothing."""
    for person in range(len(offsets) - 1):
        first, end = offsets[person], offsets[person + 1]
        gap = 1
        while gap < (end - first) // 9:
            gap = 3 * gap + 1
        while gap > 0:
            for row in range(first + gap, end):
                _insert((first, row, gap), times, masks, codes)
            gap //= 3


@register_jitable
def _insert(
    at: tuple[int, int, int], times: np.ndarray, masks: np.ndarray, codes: np.ndarray
) -> None:
    """One step of Shell's sort: for few events, or events almost in order, it is insertion."""
    first, row, gap = at
    time, mask = times[row], masks[row]
    code = codes[row] if len(codes) else 0
    place = row
    while place - gap >= first:
        before = place - gap
        if times[before] < time or (times[before] == time and masks[before] < mask):
            break
        same = times[before] == time and masks[before] == mask
        if same and (len(codes) == 0 or codes[before] <= code):
            break
        times[place] = times[before]
        masks[place] = masks[before]
        if len(codes):
            codes[place] = codes[before]
        place = before
    if place == row:
        return
    times[place] = time
    masks[place] = mask
    if len(codes):
        codes[place] = code
