"""Compact events become JSON lines, a day at a time: Arrow joins the pieces, zlib packs them."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from datetime import timedelta
from functools import lru_cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ingest.simulator.events import INTERNAL
from ingest.simulator.journeys import INVEST, NAMES, RECHARGE
from ingest.simulator.placements import SITE, SUFFIX_CLICK, SUFFIX_INVITE, Catalog
from ingest.simulator.story import DAY, HOUR, MINUTE, SECOND, UTC_OFFSET, Bools, Ints, Story
from ingest.simulator.words import AGENT_PLATFORMS, AGENTS, CITIES, PAGE_TITLES, PAGES

_BATCH = 100_000
_GZIP = 31
"""zlib window bits that ask for a gzip wrapper; its header carries no file name and no time."""


def _digits(width: int) -> np.ndarray:
    texts = "".join(f"{value:0{width}d}" for value in range(10**width))
    return np.frombuffer(texts.encode(), dtype=np.uint8).reshape(-1, width)


_TWO, _THREE = _digits(2), _digits(3)
_HEX = np.frombuffer("".join(f"{value:02x}" for value in range(256)).encode(), dtype=np.uint16)


def mixed(story: Story, number: np.ndarray, purpose: int) -> np.ndarray:
    """A 64-bit id for each number: looks random, never collides (splitmix64, a bijection)."""
    with np.errstate(over="ignore"):
        offset = (story.seed * 131 + purpose * 7919 + 1) * 0x9E3779B97F4A7C15 % 2**64
        x = number.astype(np.uint64) + np.uint64(offset)
        x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return x ^ (x >> np.uint64(31))


EVENT_IDS, ANONYMOUS_IDS, DEVICE_IDS, CLICK_IDS = range(4)


def hex16(numbers: np.ndarray) -> np.ndarray:
    """(n, 16) ASCII bytes: sixteen hexadecimal digits of each number."""
    as_bytes = np.ascontiguousarray(numbers).view(np.uint8)
    return _HEX[as_bytes].view(np.uint8).reshape(-1, 16)


def anonymous_ids(story: Story, numbers: np.ndarray) -> pa.Array:
    """Anonymous ids as they stand in events."""
    return _text(hex16(mixed(story, numbers, ANONYMOUS_IDS)))


def invite_codes(users: np.ndarray) -> pa.Array:
    """The eight hexadecimal digits that follow the Y of a user's invite code."""
    scrambled = (users.astype(np.uint64) * np.uint64(2_654_435_761)) & np.uint64(0xFFFFFFFF)
    return _text(np.ascontiguousarray(hex16(scrambled)[:, :8]))


def pack_lines(story: Story, catalog: Catalog, events: np.ndarray, extra: bytes) -> bytes:
    """The gzip file of these events, with `extra` lines at its end."""
    packer = zlib.compressobj(1, zlib.DEFLATED, _GZIP)
    parts = [packer.compress(text) for text in write_lines(story, catalog, events)]
    return b"".join([*parts, packer.compress(extra), packer.flush()])


def write_lines(story: Story, catalog: Catalog, events: np.ndarray) -> Iterator[pa.Buffer]:
    """JSON lines in blocks of bytes."""
    for start in range(0, len(events), _BATCH):
        block = pc.binary_join_element_wise(
            *_pieces(story, catalog, events[start : start + _BATCH]), pa.scalar("")
        )
        yield block.buffers()[2]


def _pieces(story: Story, catalog: Catalog, events: np.ndarray) -> list[pa.Array | pa.Scalar]:
    place = events["placement"].astype(np.int64)
    landed = place != INTERNAL
    where = np.where(landed, place, len(catalog.placements) + events["page"].astype(np.int64))
    suffix = np.where(landed, events["suffix"], 0)
    kinds = np.array([placement.suffix for placement in catalog.placements])[place]
    clicked, invited = (landed & (kinds == kind) & (suffix > 0) for kind in _SUFFIXES)
    invite = _optional(_bytes(invite_codes(suffix), 8), invited)
    urls, tails = _addresses(catalog)
    known, has_device = events["user"] >= 0, events["device"] >= 0
    device = hex16(mixed(story, events["device"], DEVICE_IDS))
    return [
        pa.scalar('{"event_id":"'),
        _text(hex16(mixed(story, events["number"], EVENT_IDS))),
        pc.take(_names(), events["name"]),
        _text(_utc(story, events["at"])),
        pa.scalar('","received_at":"'),
        _text(_utc(story, events["received"])),
        pa.scalar('","anonymous_id":"'),
        anonymous_ids(story, events["anonymous"]),
        _optional(_labelled('","user_id":"', _decimal9(events["user"])), known),
        _optional(_labelled('","device_id":"', device), has_device),
        pc.take(urls, where),
        _optional(hex16(mixed(story, suffix, CLICK_IDS)), clicked),
        invite,
        pc.take(tails, where),
        invite,
        pc.take(_clients(), events["agent"].astype(np.int64) * len(CITIES) + events["city"]),
        pc.take(_octets(), events["ip"] >> 16),
        pa.scalar("."),
        pc.take(_octets(), events["ip"] & 0xFFFF),
        pc.take(_props(), _props_index(events)),
        _amounts(events),
        pa.scalar("}}\n"),
    ]


_SUFFIXES = (SUFFIX_CLICK, SUFFIX_INVITE)


def _text(rows: np.ndarray) -> pa.Array:
    """Strings of equal width from a (n, width) array of ASCII bytes, without copying."""
    count, width = rows.shape
    offsets = np.arange(0, (count + 1) * width, width, dtype=np.int32)
    buffers = (pa.py_buffer(offsets), pa.py_buffer(np.ascontiguousarray(rows)))
    return pa.StringArray.from_buffers(count, *buffers)


def _optional(rows: np.ndarray, present: Bools) -> pa.Array:
    """The strings of the rows that have one, '' elsewhere."""
    width = rows.shape[1]
    offsets = np.zeros(len(present) + 1, dtype=np.int32)
    np.cumsum(present * width, out=offsets[1:])
    data = pa.py_buffer(np.ascontiguousarray(rows[present]))
    return pa.StringArray.from_buffers(len(present), pa.py_buffer(offsets), data)


def _bytes(texts: pa.Array, width: int) -> np.ndarray:
    return np.frombuffer(texts.buffers()[2], dtype=np.uint8).reshape(-1, width)


def _labelled(label: str, rows: np.ndarray) -> np.ndarray:
    head = np.frombuffer(label.encode(), dtype=np.uint8)
    return np.hstack([np.broadcast_to(head, (len(rows), len(head))), rows])


def _decimal9(numbers: Ints) -> np.ndarray:
    value = np.maximum(numbers, 0)
    high, low = value // 1_000_000, value % 1_000_000
    return np.hstack([_THREE[high % 1000], _THREE[low // 1000], _THREE[low % 1000]])


def _utc(story: Story, at: Ints) -> np.ndarray:
    moment = at - UTC_OFFSET
    day, rest = moment // DAY, moment % DAY
    text = np.frombuffer(b"0000-00-00T00:00:00.000Z", dtype=np.uint8)
    rows = np.repeat(text[None, :], len(at), axis=0)
    rows[:, 0:10] = _dates(story)[day + 1]
    rows[:, 11:13] = _TWO[rest // HOUR]
    rows[:, 14:16] = _TWO[rest // MINUTE % 60]
    rows[:, 17:19] = _TWO[rest // SECOND % 60]
    rows[:, 20:23] = _THREE[rest % SECOND]
    return rows


@lru_cache(maxsize=4)
def _dates(story: Story) -> np.ndarray:
    days = [story.start + timedelta(days=step) for step in range(-1, story.days + 2)]
    text = "".join(day.isoformat() for day in days).encode()
    return np.frombuffer(text, dtype=np.uint8).reshape(-1, 10)


@lru_cache
def _names() -> pa.Array:
    return pa.array([f'","event_name":"{name}","event_at":"' for name in NAMES])


@lru_cache
def _octets() -> pa.Array:
    return pa.array([f"{value >> 8}.{value & 255}" for value in range(65_536)])


@lru_cache
def _clients() -> pa.Array:
    return pa.array(
        [
            f'","platform":"{platform}","city":"{city}","user_agent":"{agent}","ip":"'
            for agent, platform in zip(AGENTS, AGENT_PLATFORMS, strict=True)
            for city in CITIES
        ]
    )


@lru_cache(maxsize=4)
def _tables(placements: tuple[object, ...]) -> tuple[pa.Array, pa.Array]:
    urls, tails = [], []
    for placement in placements:
        urls.append(f'","url":"{placement.url}')
        tail = f'","referrer":"{placement.referrer}' if placement.referrer else ""
        tail += f'","channel_code":"{placement.code}' if placement.code else ""
        tail += '","invite_code":"Y' if placement.suffix == SUFFIX_INVITE else ""
        tails.append(tail)
    urls += [f'","url":"{SITE}{page}' for page in PAGES]
    tails += [f'","referrer":"{SITE}/'] * len(PAGES)
    return pa.array(urls), pa.array(tails)


def _addresses(catalog: Catalog) -> tuple[pa.Array, pa.Array]:
    return _tables(catalog.placements)


@lru_cache
def _props() -> pa.Array:
    titles = [f'","props":{{"title":"{title}"' for title in PAGE_TITLES]
    return pa.array([*titles, '","props":{', '","props":{"amount":'])


def _props_index(events: np.ndarray) -> Ints:
    is_money = np.isin(events["name"], (RECHARGE, INVEST))
    plain = np.where(is_money, len(PAGES) + 1, len(PAGES))
    return np.where(events["name"] == 0, events["page"], plain)


def _amounts(events: np.ndarray) -> pa.Array:
    is_money = np.isin(events["name"], (RECHARGE, INVEST))
    texts = pa.array(events["amount"]).cast(pa.string())
    return pc.if_else(pa.array(is_money), texts, "")
