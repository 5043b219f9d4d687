"""Texts of paths turned into channel codes in one pass over their bytes, eight at a time."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pyarrow as pa
from numba import njit

from measurement.attribution.journeys import Sequences
from measurement.attribution.models import RESERVED, AttributionError
from measurement.attribution.timeline import MOST_CHANNELS

SPACE, ARROW = 32, 62
WORD = 8
SLOTS = 1 << (4 * MOST_CHANNELS - 1).bit_length()
_ONES = np.uint64(0x0101010101010101)
_HIGHS = np.uint64(0x8080808080808080)
_ARROWS = np.uint64(ARROW) * _ONES
_ALL = np.uint64(0xFFFFFFFFFFFFFFFF)
_PRIME = np.uint64(0x9E3779B97F4A7C15)


class Names(NamedTuple):
    """Bytes of all paths, the table that finds a name there, and begin and end of each name.

    `words` are the eight bytes from each byte of `text` on, which ends with as many more.
    """

    text: np.ndarray
    words: np.ndarray
    slots: np.ndarray
    names: np.ndarray


def parse(paths: pa.ChunkedArray) -> tuple[list[str], Sequences]:
    """Channels, and the touches of each path as codes into them.

    Channels are ordered by their number of touches, the rarest first; blanks around a name do not
    belong to it. An empty path has length 0.

    Raises:
        AttributionError: for a path with an empty channel, or one with a reserved name.
    """
    text, offsets = _joined(paths)
    words = np.ndarray((text.size - WORD + 1,), np.uint64, text, strides=(1,))
    slots = np.full(SLOTS, -1, dtype=np.int64)
    names = np.zeros((MOST_CHANNELS + 1, 2), dtype=np.int64)
    sequences = Sequences(
        np.empty(len(paths) + text.size // 3, dtype=np.int32),
        np.zeros(len(paths), dtype=np.int64),
        np.zeros(len(paths), dtype=np.int64),
    )
    known = Names(text, words, slots, names)
    found, used, wrong = _parse(known, offsets, sequences)
    if wrong >= 0:
        raise AttributionError(f"The path '{paths[wrong].as_py()}' has a channel without name.")
    if found > MOST_CHANNELS:
        raise AttributionError(f"There are more than {MOST_CHANNELS:,} channels.")
    channels = [bytes(text[begin:end]).decode() for begin, end in names[:found]]
    if reserved := sorted(RESERVED.intersection(channels)):
        raise AttributionError(f"A channel cannot be called {', '.join(reserved)}.")
    return _rarest_first(channels, sequences._replace(touches=sequences.touches[:used]))


def _joined(paths: pa.ChunkedArray) -> tuple[np.ndarray, np.ndarray]:
    """All bytes one after another with a word of zeros behind, and where each path begins there."""
    parts = [_part(chunk) for chunk in paths.chunks]
    text = np.zeros(sum(data.size for data, _ in parts) + WORD, dtype=np.uint8)
    offsets = np.zeros(len(paths) + 1, dtype=np.int64)
    at = place = 0
    for data, ends in parts:
        text[at : at + data.size] = data
        offsets[place + 1 : place + 1 + ends.size] = ends + at
        at, place = at + data.size, place + ends.size
    return text, offsets


def _part(chunk: pa.Array) -> tuple[np.ndarray, np.ndarray]:
    """The bytes of a chunk of texts, and where each text ends in them."""
    if not pa.types.is_large_string(chunk.type) and not pa.types.is_string(chunk.type):
        chunk = chunk.cast(pa.large_string())
    kind = np.int64 if pa.types.is_large_string(chunk.type) else np.int32
    _, offset_buffer, data = chunk.buffers()
    if not len(chunk) or offset_buffer is None:
        return np.zeros(0, dtype=np.uint8), np.zeros(0, dtype=np.int64)
    offsets = np.frombuffer(offset_buffer, dtype=kind)[chunk.offset :][: len(chunk) + 1]
    first, last = int(offsets[0]), int(offsets[-1])
    text = np.frombuffer(data or b"", dtype=np.uint8)[first:last]
    return text, offsets[1:].astype(np.int64) - first


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
    text, words, slots, names = known
    touches, starts, lengths = sequences
    found = used = 0
    for path in range(starts.size):
        begin, end = _trimmed(text, offsets[path], offsets[path + 1])
        starts[path] = used
        name = begin
        while begin < end:
            place = _separator(text, words, name, end)
            left, right = _trimmed(text, name, place)
            if left == right or text[left] == ARROW or text[right - 1] == ARROW:
                return found, used, path
            code = _code(words, slots, names, left, right, found)
            if code == found:
                found += 1
                if found > MOST_CHANNELS:
                    return found, used, -1
            touches[used] = code
            used += 1
            if place == end:
                break
            name = place + 2
        lengths[path] = used - starts[path]
    return found, used, -1


@njit(cache=True)
def _separator(text: np.ndarray, words: np.ndarray, name: int, end: int) -> int:
    """The next arrow after the begin of a name with a space on both sides, or `end`."""
    place = name
    while place < end:
        # A byte of `other` is 0 where the text has an arrow, and the lowest such byte has a mark.
        other = words[place] ^ _ARROWS
        marks = (other - _ONES) & ~other & _HIGHS
        if marks == np.uint64(0):
            place += WORD
            continue
        below = ((marks & (~marks + np.uint64(1))) - np.uint64(1)) & _ONES
        place += int((below * _ONES) >> np.uint64(56)) - 1
        if name < place < end - 1 and text[place - 1] == SPACE and text[place + 1] == SPACE:
            return place
        place += 1
    return end


@njit(cache=True)
def _trimmed(text: np.ndarray, begin: int, end: int) -> tuple[int, int]:
    while begin < end and text[begin] == SPACE:
        begin += 1
    while begin < end and text[end - 1] == SPACE:
        end -= 1
    return begin, end


@njit(cache=True)
def _code(  # noqa: PLR0913, PLR0917 - taking arrays out of a tuple here would count references
    words: np.ndarray, slots: np.ndarray, names: np.ndarray, begin: int, end: int, found: int
) -> int:
    """The code of a name: an earlier one, or `found` for a new one, which is kept."""
    value = np.uint64(end - begin)
    for place in range(begin, end, WORD):
        value = (value ^ _word(words, place, end)) * _PRIME
        value ^= value >> np.uint64(32)
    slot = np.int64(value & np.uint64(SLOTS - 1))
    while slots[slot] >= 0:
        first, last = names[slots[slot], 0], names[slots[slot], 1]
        same = last - first == end - begin
        place = begin
        while same and place < end:
            same = _word(words, place, end) == _word(words, first + place - begin, last)
            place += WORD
        if same:
            return slots[slot]
        slot = (slot + 1) & (SLOTS - 1)
    slots[slot] = found
    names[found, 0], names[found, 1] = begin, end
    return found


@njit(cache=True)
def _word(words: np.ndarray, place: int, end: int) -> np.uint64:
    """The eight bytes from `place` on, those from `end` on as zeros."""
    left = end - place
    kept = _ALL if left >= WORD else _ALL >> np.uint64(8 * (WORD - left))
    return words[place] & kept
