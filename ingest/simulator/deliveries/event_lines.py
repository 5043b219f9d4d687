"""Compact events become JSON lines: Arrow joins the pieces of each line, zlib packs them."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from functools import lru_cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ingest.simulator.deliveries.text_columns import (
    ANONYMOUS_IDS,
    CLICK_IDS,
    DEVICE_IDS,
    EVENT_IDS,
    ascii_rows,
    decimal9,
    hex16,
    invite_codes,
    mixed,
    optional,
    text,
    utc,
)
from ingest.simulator.lives.diary import INVEST, NAMES, RECHARGE
from ingest.simulator.lives.tracked import INTERNAL
from ingest.simulator.world.catalog import (
    SITE,
    SUFFIX_CLICK,
    SUFFIX_INVITE,
    Catalog,
    Placement,
)
from ingest.simulator.world.story import Ints, Story
from ingest.simulator.world.words import AGENT_PLATFORMS, AGENTS, CITIES, PAGE_TITLES, PAGES

_BATCH = 100_000
_GZIP = 31
"""zlib window bits that ask for a gzip wrapper; its header carries no file name and no time."""
_LEVEL = 1
"""Levels 2 and 3 save a tenth of the size for more than a tenth of the time."""
Piece = pa.Array | pa.Scalar


def pack_lines(story: Story, catalog: Catalog, events: np.ndarray, extra: bytes) -> bytes:
    """The gzip file of these events, with `extra` lines at its end."""
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, _GZIP)
    parts = [packer.compress(block) for block in write_lines(story, catalog, events)]
    return b"".join([*parts, packer.compress(extra), packer.flush()])


def write_lines(story: Story, catalog: Catalog, events: np.ndarray) -> Iterator[pa.Buffer]:
    """JSON lines in blocks of bytes; keys without a value are left out."""
    for start in range(0, len(events), _BATCH):
        pieces = _pieces(story, catalog, events[start : start + _BATCH])
        lines = pc.call_function("binary_join_element_wise", [*pieces, pa.scalar("")])
        yield lines.buffers()[2]


def _pieces(story: Story, catalog: Catalog, events: np.ndarray) -> list[Piece]:
    clients = events["agent"].astype(np.int64) * len(CITIES) + events["city"]
    return [
        pa.scalar('{"event_id":"'),
        text(hex16(mixed(story, events["number"], EVENT_IDS))),
        pc.take(_names(), pa.array(events["name"])),
        text(utc(story, events["at"])),
        pa.scalar('","received_at":"'),
        text(utc(story, events["received"])),
        pa.scalar('","anonymous_id":"'),
        text(hex16(mixed(story, events["anonymous"], ANONYMOUS_IDS))),
        _labelled('","user_id":"', decimal9(events["user"]), events["user"]),
        _labelled(
            '","device_id":"',
            hex16(mixed(story, events["device"], DEVICE_IDS)),
            events["device"],
        ),
        *_addresses(story, catalog, events),
        pc.take(_clients(), pa.array(clients)),
        pc.take(_octets(), pa.array(events["ip"] >> 16)),
        pa.scalar("."),
        pc.take(_octets(), pa.array(events["ip"] & 0xFFFF)),
        *_props(events),
        pa.scalar("}}\n"),
    ]


def _labelled(label: str, rows: np.ndarray, numbers: Ints) -> pa.Array:
    """Key and value where there is a number, '' where it is -1."""
    head = np.broadcast_to(ascii_rows(label), (len(rows), len(label)))
    return optional(np.hstack([head, rows]), numbers >= 0)


def _addresses(story: Story, catalog: Catalog, events: np.ndarray) -> list[Piece]:
    """Address, what fills its end, referrer, channel code and invite code."""
    place = events["placement"].astype(np.int64)
    landed = place != INTERNAL
    where = np.where(landed, place, len(catalog.placements) + events["page"].astype(np.int64))
    kinds = np.array([placement.suffix for placement in catalog.placements])[place]
    clicked, invited = (landed & (kinds == kind) for kind in (SUFFIX_CLICK, SUFFIX_INVITE))
    urls, tails = _address_texts(catalog.placements)
    invite = optional(invite_codes(events["suffix"]), invited)
    click = optional(hex16(mixed(story, events["suffix"], CLICK_IDS)), clicked)
    where_from = pa.array(where)
    return [pc.take(urls, where_from), click, invite, pc.take(tails, where_from), invite]


def _props(events: np.ndarray) -> list[Piece]:
    """The title of a page view, the amount of a money step."""
    is_money = np.isin(events["name"], (RECHARGE, INVEST))
    plain = np.where(is_money, len(PAGES) + 1, len(PAGES))
    which = np.where(events["name"] == 0, events["page"], plain)
    amounts = pa.array(events["amount"]).cast(pa.string())
    shown = pc.call_function("if_else", [pa.array(is_money), amounts, pa.scalar("")])
    return [pc.take(_prop_texts(), pa.array(which)), shown]


@lru_cache(maxsize=1)
def _names() -> pa.Array:
    return pa.array([f'","event_name":"{name}","event_at":"' for name in NAMES])


@lru_cache(maxsize=1)
def _octets() -> pa.Array:
    return pa.array([f"{value >> 8}.{value & 255}" for value in range(65_536)])


@lru_cache(maxsize=1)
def _clients() -> pa.Array:
    return pa.array(
        [
            f'","platform":"{platform}","city":"{city}","user_agent":"{agent}","ip":"'
            for agent, platform in zip(AGENTS, AGENT_PLATFORMS, strict=True)
            for city in CITIES
        ]
    )


@lru_cache(maxsize=1)
def _prop_texts() -> pa.Array:
    titles = [f'","props":{{"title":"{title}"' for title in PAGE_TITLES]
    return pa.array([*titles, '","props":{', '","props":{"amount":'])


@lru_cache(maxsize=2)
def _address_texts(placements: tuple[Placement, ...]) -> tuple[pa.Array, pa.Array]:
    urls = [f'","url":"{placement.url}' for placement in placements]
    urls += [f'","url":"{SITE}{page}' for page in PAGES]
    tails = [_tail(placement) for placement in placements]
    tails += [f'","referrer":"{SITE}/'] * len(PAGES)
    return pa.array(urls), pa.array(tails)


def _tail(placement: Placement) -> str:
    tail = f'","referrer":"{placement.referrer}' if placement.referrer else ""
    tail += f'","channel_code":"{placement.code}' if placement.code else ""
    return tail + ('","invite_code":"Y' if placement.suffix == SUFFIX_INVITE else "")
