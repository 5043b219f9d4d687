"""Columns of text of a fixed width, made from numbers without a Python string in between."""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache

import numpy as np
import pyarrow as pa

from ingest.simulator.world.story import (
    DAY,
    HOUR,
    MINUTE,
    SECOND,
    UTC_OFFSET,
    Bools,
    Ints,
    Story,
)

EVENT_IDS, ANONYMOUS_IDS, DEVICE_IDS, CLICK_IDS, SYSTEMS = range(5)
"""Purposes of `mixed`: the same number gives another id for each."""
_GOLDEN = 0x9E3779B97F4A7C15
_KNUTH = np.uint64(2_654_435_761)


def ascii_rows(texts: str, width: int | None = None) -> np.ndarray:
    """(n, width) bytes of a text cut into pieces of `width` characters (default: one piece)."""
    rows = np.frombuffer(texts.encode("ascii"), dtype=np.uint8)
    return rows.reshape(-1, width or len(texts))


_TWO = ascii_rows("".join(f"{value:02d}" for value in range(100)), 2)
_THREE = ascii_rows("".join(f"{value:03d}" for value in range(1000)), 3)
_HEX = ascii_rows("".join(f"{value:02x}" for value in range(256)), 2).view(np.uint16).ravel()
_INSTANT = ascii_rows("0000-00-00T00:00:00.000Z")


def mixed(story: Story, numbers: np.ndarray, purpose: int) -> np.ndarray:
    """A 64-bit id for each number: looks random, never collides (splitmix64, a bijection)."""
    offset = np.uint64((story.seed * 131 + purpose * 7919 + 1) * _GOLDEN % 2**64)
    with np.errstate(over="ignore"):
        x = numbers.astype(np.uint64) + offset
        x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return x ^ (x >> np.uint64(31))


def hex16(numbers: np.ndarray) -> np.ndarray:
    """(n, 16) bytes: sixteen hexadecimal digits of each number."""
    as_bytes = np.ascontiguousarray(numbers).view(np.uint8)
    return _HEX[as_bytes].view(np.uint8).reshape(-1, 16)


def anonymous_ids(story: Story, numbers: Ints) -> pa.Array:
    """Anonymous ids as they stand in events."""
    return text(hex16(mixed(story, numbers, ANONYMOUS_IDS)))


def invite_codes(users: Ints) -> np.ndarray:
    """(n, 8) bytes: what follows the Y in the invite code of each user."""
    scrambled = (users.astype(np.uint64) * _KNUTH) & np.uint64(0xFFFFFFFF)
    return hex16(scrambled)[:, :8]


def decimal9(numbers: Ints) -> np.ndarray:
    """(n, 9) bytes: nine decimal digits of each number."""
    value = np.maximum(numbers, 0)
    high, low = value // 1_000_000, value % 1_000_000
    return np.hstack([_THREE[high % 1000], _THREE[low // 1000], _THREE[low % 1000]])


def utc(story: Story, at: Ints) -> np.ndarray:
    """(n, 24) bytes: ISO 8601 with milliseconds and Z."""
    moment = at - UTC_OFFSET
    day, rest = moment // DAY, moment % DAY
    rows = np.repeat(_INSTANT, len(at), axis=0)
    rows[:, 0:10] = _dates(story)[day + 1]
    rows[:, 11:13] = _TWO[rest // HOUR]
    rows[:, 14:16] = _TWO[rest // MINUTE % 60]
    rows[:, 17:19] = _TWO[rest // SECOND % 60]
    rows[:, 20:23] = _THREE[rest % SECOND]
    return rows


@lru_cache(maxsize=2)
def _dates(story: Story) -> np.ndarray:
    """Dates from the day before the story on."""
    days = (story.start + timedelta(days=step) for step in range(-1, story.days + 1))
    return ascii_rows("".join(day.isoformat() for day in days), 10)


def text(rows: np.ndarray) -> pa.Array:
    """Strings of equal width from (n, width) bytes."""
    count, width = rows.shape
    return _strings(np.arange(0, (count + 1) * width, width, dtype=np.int32), rows)


def optional(rows: np.ndarray, present: Bools) -> pa.Array:
    """The strings of the rows that have one, '' elsewhere."""
    offsets = np.zeros(len(present) + 1, dtype=np.int32)
    np.cumsum(present * rows.shape[1], out=offsets[1:])
    return _strings(offsets, rows[present])


def _strings(offsets: np.ndarray, rows: np.ndarray) -> pa.Array:
    data = pa.py_buffer(np.ascontiguousarray(rows))
    return pa.StringArray.from_buffers(len(offsets) - 1, pa.py_buffer(offsets), data)
