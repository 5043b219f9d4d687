"""Who the people are: where they truly came from, what they are like, whether they register."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ingest.simulator.channels import CHANNELS, CODED, SOWN, UNKNOWN_CODE
from ingest.simulator.placements import Catalog
from ingest.simulator.rhythm import draw_clock, draw_days, draw_night
from ingest.simulator.story import DAY, Bools, Columns, Floats, Ints, Story
from ingest.simulator.words import CITY_WEIGHTS

CHUNK = 100_000
"""People made at once; memory is bounded by this, not by how many there are."""

_AGENT_WEIGHTS = np.array([14, 6, 3, 22, 14, 9, 12, 0, 20, 0], dtype=float)
_CODES = [channel.code for channel in CHANNELS]
_RING = 12
"""Bonus hunters who share one device, card and inviter."""


@dataclass(frozen=True)
class Chunk:
    """A slice of the people: number of the slice, first person number, how many."""

    number: int
    base: int
    count: int


def chunks(story: Story) -> list[Chunk]:
    """The people cut into slices; the cuts depend only on how many people there are."""
    starts = range(0, story.visitors, CHUNK)
    return [Chunk(n, s, min(CHUNK, story.visitors - s)) for n, s in enumerate(starts)]


def draw_people(story: Story, catalog: Catalog, chunk: Chunk) -> Columns:
    """One row per person: origin, first placement seen, entry, traits and whether they register.

    `origin` is the channel that truly caused the person, `placement` what the first visit shows.
    """
    rng = story.rng("people", chunk.number)
    shares = np.array([channel.share for channel in CHANNELS])
    origin = rng.choice(len(CHANNELS), chunk.count, p=shares / shares.sum()).astype(np.int8)
    source = _sources(rng, catalog, origin)
    entry = _entries(rng, catalog, origin, source)
    is_app_only = _coded(origin) & (rng.random(chunk.count) < 0.06)
    register = np.array([channel.register for channel in CHANNELS])[origin]
    registers = (rng.random(chunk.count) < register) | is_app_only
    people = {
        "person": chunk.base + np.arange(chunk.count),
        "origin": origin,
        "source": source,
        "entry": entry,
        "is_app_only": is_app_only,
        "registers": registers,
        "is_hunter": registers & ~is_app_only & (rng.random(chunk.count) < _hunting(origin)),
        "city": rng.choice(len(CITY_WEIGHTS), chunk.count, p=_normal(CITY_WEIGHTS)).astype(np.int8),
        "agent": rng.choice(len(_AGENT_WEIGHTS), chunk.count, p=_normal(_AGENT_WEIGHTS)),
        "ip": rng.integers(0x3A000000, 0x7D000000, chunk.count),
        "has_two": rng.random(chunk.count) < np.where(registers, 0.1, 0.02),
        "birth_year": (1998 - rng.gamma(2.2, 6.0, chunk.count)).astype(np.int64).clip(1945, 2004),
        "is_woman": rng.random(chunk.count) < 0.44,
    }
    people["agent"] = _app_agents(rng, people["agent"], is_app_only)
    return people | _first_seen(rng, catalog, people) | _rings(people)


def unknown_code(people: Columns) -> Bools:
    """App registrations that carry a channel code nobody knows."""
    return people["is_app_only"] & (people["person"] % 41 == 7)


def _normal(weights: Floats | tuple[int, ...]) -> Floats:
    values = np.asarray(weights, dtype=float)
    return values / values.sum()


def _coded(origin: np.ndarray) -> Bools:
    return np.isin(origin, origin_numbers(CODED))


def _hunting(origin: np.ndarray) -> Floats:
    rates = {"cpa_network": 0.12, "fanli": 0.22, "referral": 0.10, "yiqifa": 0.08}
    return np.array([rates.get(code, 0.012) for code in _CODES])[origin]


def _sources(rng: np.random.Generator, catalog: Catalog, origin: np.ndarray) -> np.ndarray:
    source = np.zeros(len(origin), dtype=np.int16)
    for number, channel in enumerate(CHANNELS):
        mine = origin == number
        source[mine] = catalog.draw(rng, channel.code, int(mine.sum()))
    return source


def _entries(
    rng: np.random.Generator, catalog: Catalog, origin: np.ndarray, source: np.ndarray
) -> Ints:
    day = np.zeros(len(source), dtype=np.int64)
    curve_of = catalog.curve_of[source]
    for number, curve in enumerate(catalog.curves):
        mine = curve_of == number
        day[mine] = draw_days(rng, curve, int(mine.sum()))
    clock = draw_clock(rng, len(source))
    is_junk = (origin == _CODES.index("cpa_network")) & (rng.random(len(source)) < 0.5)
    clock[is_junk] = draw_night(rng, int(is_junk.sum()))
    return day * DAY + clock


def _app_agents(rng: np.random.Generator, agent: Ints, is_app_only: Bools) -> Ints:
    app = np.where(rng.random(len(agent)) < 0.4, 6, 8)
    agent = np.where(is_app_only, app, agent)
    newer = (agent == 6) | (agent == 8)
    return agent + (newer & (rng.random(len(agent)) < 0.4))


def _first_seen(rng: np.random.Generator, catalog: Catalog, people: Columns) -> Columns:
    """What the first visit shows: the source itself, or where the sown people turn up."""
    placement = people["source"].copy()
    count = len(placement)
    sown = np.isin(people["origin"], origin_numbers(SOWN))
    way = rng.random(count)
    for channel, low, high in (
        ("baidu_brand", 0.22, 0.74),
        ("direct", 0.74, 0.90),
        ("seo", 0.90, 1.0),
    ):
        mine = sown & (way >= low) & (way < high)
        placement[mine] = catalog.draw(rng, channel, int(mine.sum()))
    return {"placement": placement}


def _rings(people: Columns) -> Columns:
    """Bonus hunters work in rings; everybody else is alone (-1)."""
    hunters = np.flatnonzero(people["is_hunter"])
    by_entry = hunters[np.argsort(people["entry"][hunters], kind="stable")]
    ring = np.full(len(people["person"]), -1, dtype=np.int64)
    ring[by_entry] = people["person"][by_entry[np.arange(len(by_entry)) // _RING * _RING]]
    return {"ring": ring}


def origin_code(number: int) -> str:
    """Channel code of an origin."""
    return CHANNELS[number].code


def code_of(catalog: Catalog, people: Columns) -> np.ndarray:
    """The channel code each person carries ('' when none)."""
    codes = np.array([placement.code for placement in catalog.placements], dtype=object)
    carried = codes[people["placement"]]
    carried = np.where(people["is_app_only"], codes[people["source"]], carried)
    return np.where(unknown_code(people), UNKNOWN_CODE, carried)


def origin_numbers(codes: tuple[str, ...]) -> list[int]:
    """The numbers that stand for these channels in `origin`."""
    return [_CODES.index(code) for code in codes]
