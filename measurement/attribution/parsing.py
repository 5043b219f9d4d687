"""Texts of paths turned into channel codes in one pass over their bytes."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pyarrow as pa
from numba import njit

from measurement.attribution.journeys import Sequences
from measurement.attribution.models import RESERVED, AttributionError
from measurement.attribution.timeline import MOST_CHANNELS

SPACE, ARROW = 32, 62
_PRIME = np.uint64(0x100000001B3)


class Names(NamedTuple):
    """Bytes of all paths, the table that finds a name there, and begin and end of each name."""

    text: np.ndarray
    slots: np.ndarray
    names: np.ndarray


def parse(paths: pa.ChunkedArray) -> tuple[list[str], Sequences]:
    """Channels, and the touches of each path as codes into them.

    Channels are ordered by their number of touches, the rarest first; blanks around a name do not
    belong to it. An empty path has length 0.

    Raises:
        AttributionError: for a path with an empty channel, or one with a reserved name.
    """
    texts = pa.concat_arrays(
        paths.cast(pa.large_string()).chunks or [pa.array([], pa.large_string())]
    )
    _, offset_buffer, data = texts.buffers()
    offsets = np.frombuffer(offset_buffer or b"", dtype=np.int64)
    offsets = offsets[texts.offset : texts.offset + len(texts) + 1]
    text = np.frombuffer(data or b"", dtype=np.uint8)
    slots = np.full(4 * MOST_CHANNELS, -1, dtype=np.int64)
    names = np.zeros((MOST_CHANNELS + 1, 2), dtype=np.int64)
    sequences = Sequences(
        np.empty(len(texts) + text.size // 3, dtype=np.int32),
        np.zeros(len(texts), dtype=np.int64),
        np.zeros(len(texts), dtype=np.int64),
    )
    known = Names(text, slots, names)
    found, used, wrong = _parse(known, offsets, sequences)
    if wrong >= 0:
        raise AttributionError(f"The path '{texts[wrong].as_py()}' has a channel without name.")
    if found > MOST_CHANNELS:
        raise AttributionError(f"There are more than {MOST_CHANNELS:,} channels.")
    channels = [bytes(text[begin:end]).decode() for begin, end in names[:found]]
    if reserved := sorted(RESERVED.intersection(channels)):
        raise AttributionError(f"A channel cannot be called {', '.join(reserved)}.")
    return _rarest_first(channels, sequences._replace(touches=sequences.touches[:used]))


def _rarest_first(channels: list[str], sequences: Sequences) -> tuple[list[str], Sequences]:
    seen = np.bincount(sequences.touches, minlength=len(channels))
    order = sorted(range(len(channels)), key=lambda code: (seen[code], channels[code]))
    code_of = np.empty(len(channels), dtype=np.int32)
    code_of[order] = np.arange(len(channels), dtype=np.int32)
    named = [channels[code] for code in order]
    return named, sequences._replace(touches=code_of[sequences.touches])


@njit(cache=True)
def _parse(known: Names, offsets: np.ndarray, sequences: Sequences) -> tuple[int, int, int]:
    """Number of channels and of touches found, and the first path that cannot be read, or -1."""
    text, (touches, starts, lengths) = known.text, sequences
    found = used = 0
    for path in range(starts.size):
        begin, end = _trimmed(text, offsets[path], offsets[path + 1])
        starts[path] = used
        name = begin
        place = begin
        while begin < end and place <= end:
            is_end = place == end
            if is_end or (
                text[place] == ARROW
                and name < place < end - 1
                and text[place - 1] == SPACE
                and text[place + 1] == SPACE
            ):
                left, right = _trimmed(text, name, place)
                if left == right or text[left] == ARROW or text[right - 1] == ARROW:
                    return found, used, path
                code = _code(known, left, right, found)
                if code == found:
                    found += 1
                    if found > MOST_CHANNELS:
                        return found, used, -1
                touches[used] = code
                used += 1
                name = place + 2
                place += 1
            place += 1
        lengths[path] = used - starts[path]
    return found, used, -1


@njit(cache=True)
def _trimmed(text: np.ndarray, begin: int, end: int) -> tuple[int, int]:
    while begin < end and text[begin] == SPACE:
        begin += 1
    while begin < end and text[end - 1] == SPACE:
        end -= 1
    return begin, end


@njit(cache=True)
def _code(known: Names, begin: int, end: int, found: int) -> int:
    """The code of a name: an earlier one, or `found` for a new one, which is kept."""
    text, slots, names = known
    value = np.uint64(14695981039346656037)
    for place in range(begin, end):
        value = (value ^ np.uint64(text[place])) * _PRIME
    slot = np.int64((value ^ (value >> np.uint64(32))) % np.uint64(slots.size))
    while slots[slot] >= 0:
        first, size = names[slots[slot], 0], end - begin
        if names[slots[slot], 1] - first == size:
            same = True
            for place in range(size):
                if text[first + place] != text[begin + place]:
                    same = False
                    break
            if same:
                return slots[slot]
        slot = (slot + 1) % slots.size
    slots[slot] = found
    names[found, 0], names[found, 1] = begin, end
    return found
