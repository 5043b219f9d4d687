"""Texts of paths turned into channel codes in one pass over their bytes."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from numba import njit

from measurement.attribution.models import RESERVED, AttributionError
from measurement.attribution.timeline import MOST_CHANNELS

SPACE, ARROW = 32, 62
_PRIME = np.uint64(0x100000001B3)


def parse(paths: pa.ChunkedArray) -> tuple[list[str], np.ndarray, np.ndarray, np.ndarray]:
    """Channels, and per path its touches (codes into them): all touches, starts, lengths.

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
    touches = np.empty(len(texts) + text.size // 3, dtype=np.int32)
    starts = np.zeros(len(texts), dtype=np.int64)
    lengths = np.zeros(len(texts), dtype=np.int64)
    found, used, wrong = _parse(text, offsets, slots, names, touches, starts, lengths)
    if wrong >= 0:
        raise AttributionError(f"The path '{texts[wrong].as_py()}' has a channel without name.")
    if found > MOST_CHANNELS:
        raise AttributionError(f"There are more than {MOST_CHANNELS:,} channels.")
    channels = [bytes(text[begin:end]).decode() for begin, end in names[:found]]
    if reserved := sorted(RESERVED.intersection(channels)):
        raise AttributionError(f"A channel cannot be called {', '.join(reserved)}.")
    return _rarest_first(channels, touches[:used], starts, lengths)


def _rarest_first(
    channels: list[str], touches: np.ndarray, starts: np.ndarray, lengths: np.ndarray
) -> tuple[list[str], np.ndarray, np.ndarray, np.ndarray]:
    seen = np.bincount(touches, minlength=len(channels))
    order = sorted(range(len(channels)), key=lambda code: (seen[code], channels[code]))
    code_of = np.empty(len(channels), dtype=np.int32)
    code_of[order] = np.arange(len(channels), dtype=np.int32)
    return [channels[code] for code in order], code_of[touches], starts, lengths


@njit(cache=True)
def _parse(text, offsets, slots, names, touches, starts, lengths):
    """Number of channels and of touches found, and the first path that cannot be read, or -1."""
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
                code = _code(text, left, right, slots, names, found)
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
def _trimmed(text, begin, end):
    while begin < end and text[begin] == SPACE:
        begin += 1
    while begin < end and text[end - 1] == SPACE:
        end -= 1
    return begin, end


@njit(cache=True)
def _code(text, begin, end, slots, names, found):
    """The code of a name: an earlier one, or `found` for a new one, which is kept."""
    value = np.uint64(14695981039346656037)
    for place in range(begin, end):
        value = (value ^ np.uint64(text[place])) * _PRIME
    slot = np.int64((value ^ (value >> np.uint64(32))) % np.uint64(slots.size))
    while slots[slot] >= 0:
        known, size = names[slots[slot], 0], end - begin
        if names[slots[slot], 1] - known == size:
            same = True
            for place in range(size):
                if text[known + place] != text[begin + place]:
                    same = False
                    break
            if same:
                return slots[slot]
        slot = (slot + 1) % slots.size
    slots[slot] = found
    names[found, 0], names[found, 1] = begin, end
    return found
