"""Who the people are: where they truly came from, what they are like, whether they register."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ingest.simulator.world.catalog import Catalog
from ingest.simulator.world.channels import CHANNELS, CODED, SOWN, UNKNOWN_CODE
from ingest.simulator.world.promotions import NEWCOMER_HOLDOUT, WEEK_HOLDOUT
from ingest.simulator.world.rhythm import draw_clock, draw_days, draw_night
from ingest.simulator.world.story import DAY, Bools, Columns, Floats, Ints, Story
from ingest.simulator.world.words import CITY_WEIGHTS

CHUNK = 100_000
"""People made at once; memory is bounded by this, not by how many there are."""

_AGENT_WEIGHTS = (14, 6, 3, 22, 14, 9, 12, 0, 20, 0)
_IOS, _ANDROID = 6, 8
_RING = 12
"""Bonus hunters who share one device, card and inviter."""
_HUNTING = {"cpa_network": 0.12, "fanli": 0.22, "referral": 0.10, "yiqifa": 0.08}
_HUNTING |= {"wdzj": 0.12, "wdty": 0.12, "xicai": 0.15}
_NEEDS_COUPON = 0.12
"""Share of people who put money in only if they have a newcomer coupon; hunters always do."""
_EXEMPLARS = ("cpa_network", "cj", "fanli", "linktech", "duomai", "awin", "wdzj", "wdty")
_EXEMPLARS += ("xicai",)
"""One person of each of these goes all the way, so that small companies have such orders; other
partners have more people, and people who come back through them."""


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


def origin_numbers(codes: tuple[str, ...]) -> list[int]:
    """The numbers that stand for these channels in `origin`."""
    return [number for number, channel in enumerate(CHANNELS) if channel.code in codes]


def draw_people(story: Story, catalog: Catalog, chunk: Chunk) -> Columns:
    """One row per person: origin, first placement seen, entry, traits and whether they register.

    `origin` is the channel that truly caused the person, `source` its placement, `placement` what
    the first visit shows, `is_sure` marks those who certainly take every step.
    """
    rng = story.rng("people", chunk.number)
    is_sure = _exemplars(chunk)
    origin = _origins(rng, chunk, is_sure)
    people = {
        "person": chunk.base + np.arange(chunk.count),
        "origin": origin,
        "is_sure": is_sure,
        "source": _sources(rng, catalog, origin),
    }
    people["entry"] = _entries(rng, catalog, people)
    people["entry"][is_sure] = story.part(0.2) * DAY + draw_clock(rng, int(is_sure.sum()))
    people |= _stance(rng, people)
    people |= _arms(rng, people)
    people |= _traits(rng, people)
    people["placement"] = _first_seen(rng, catalog, people)
    return people | {"ring": _rings(people)}


def _exemplars(chunk: Chunk) -> Bools:
    is_sure = np.zeros(chunk.count, dtype=bool)
    if chunk.number == 0 and chunk.count >= 10 * len(_EXEMPLARS):
        is_sure[-len(_EXEMPLARS) :] = True
    return is_sure


def _origins(rng: np.random.Generator, chunk: Chunk, is_sure: Bools) -> np.ndarray:
    shares = _normal([channel.share for channel in CHANNELS])
    origin = rng.choice(len(CHANNELS), chunk.count, p=shares).astype(np.int8)
    if is_sure.any():
        origin[is_sure] = [origin_numbers((code,))[0] for code in _EXEMPLARS]
    return origin


def _normal(weights: list[float] | tuple[int, ...]) -> Floats:
    values = np.asarray(weights, dtype=float)
    return values / values.sum()


def _sources(rng: np.random.Generator, catalog: Catalog, origin: np.ndarray) -> np.ndarray:
    source = np.zeros(len(origin), dtype=np.int16)
    for number, channel in enumerate(CHANNELS):
        mine = origin == number
        source[mine] = catalog.draw(rng, channel.code, int(mine.sum()))
    return source


def _entries(rng: np.random.Generator, catalog: Catalog, people: Columns) -> Ints:
    """When each person is reached; half of the affiliate network's people come at night."""
    curve_of = catalog.curve_of[people["source"]]
    day = np.zeros(len(curve_of), dtype=np.int64)
    for number, curve in enumerate(catalog.curves):
        mine = curve_of == number
        day[mine] = draw_days(rng, curve, int(mine.sum()))
    clock = draw_clock(rng, len(day))
    is_junk = np.isin(people["origin"], origin_numbers(("cpa_network",)))
    is_junk &= rng.random(len(day)) < 0.5
    clock[is_junk] = draw_night(rng, int(is_junk.sum()))
    return day * DAY + clock


def _stance(rng: np.random.Generator, people: Columns) -> Columns:
    """Whether they register, in the app only or not, and whether only for the bonus."""
    origin, count = people["origin"], len(people["origin"])
    coded = np.isin(origin, origin_numbers(CODED))
    is_app_only = coded & (rng.random(count) < 0.06)
    register = np.array([channel.register for channel in CHANNELS])[origin]
    registers = (rng.random(count) < register) | is_app_only | people["is_sure"]
    hunting = np.array([_HUNTING.get(channel.code, 0.012) for channel in CHANNELS])[origin]
    is_hunter = registers & ~is_app_only & ~people["is_sure"] & (rng.random(count) < hunting)
    return {"is_app_only": is_app_only, "registers": registers, "is_hunter": is_hunter}


def _arms(rng: np.random.Generator, people: Columns) -> Columns:
    """Arms of the coupon experiments (true in treatment), and who needs the coupon to start."""
    count = len(people["origin"])
    favoured = people["is_sure"]
    needs_coupon = people["is_hunter"] | (rng.random(count) < _NEEDS_COUPON)
    return {
        "new_arm": (rng.random(count) < 1 - NEWCOMER_HOLDOUT) | favoured,
        "week_arm": (rng.random(count) < 1 - WEEK_HOLDOUT) | favoured,
        "needs_coupon": needs_coupon & ~favoured,
    }


def _traits(rng: np.random.Generator, people: Columns) -> Columns:
    count = len(people["origin"])
    cities = rng.choice(len(CITY_WEIGHTS), count, p=_normal(CITY_WEIGHTS))
    return {
        "city": cities.astype(np.int8),
        "agent": _agents(rng, people["is_app_only"]),
        "ip": rng.integers(0x3A000000, 0x7D000000, count),
        "has_two": rng.random(count) < np.where(people["registers"], 0.1, 0.02),
        "birth_year": (1998 - rng.gamma(2.2, 6.0, count)).astype(np.int64).clip(1945, 2004),
        "is_woman": rng.random(count) < 0.44,
    }


def _agents(rng: np.random.Generator, is_app_only: Bools) -> Ints:
    agent = rng.choice(len(_AGENT_WEIGHTS), len(is_app_only), p=_normal(_AGENT_WEIGHTS))
    app = np.where(rng.random(len(agent)) < 0.4, _IOS, _ANDROID)
    agent = np.where(is_app_only, app, agent)
    in_app = (agent == _IOS) | (agent == _ANDROID)
    return agent + (in_app & (rng.random(len(agent)) < 0.4))


def _first_seen(rng: np.random.Generator, catalog: Catalog, people: Columns) -> np.ndarray:
    """What the first visit shows: the source itself, or where the sown people turn up."""
    placement = people["source"].copy()
    sown = np.isin(people["origin"], origin_numbers(SOWN))
    way = rng.random(len(placement))
    turns_up = (("baidu_brand", 0.22, 0.74), ("direct", 0.74, 0.90), ("seo", 0.90, 1.0))
    for channel, low, high in turns_up:
        mine = sown & (way >= low) & (way < high)
        placement[mine] = catalog.draw(rng, channel, int(mine.sum()))
    return placement


def _rings(people: Columns) -> Ints:
    """Person number of the first of each ring of bonus hunters; everybody else is alone (-1)."""
    hunters = np.flatnonzero(people["is_hunter"])
    by_entry = hunters[np.argsort(people["entry"][hunters], kind="stable")]
    ring = np.full(len(people["person"]), -1, dtype=np.int64)
    ring[by_entry] = people["person"][by_entry[np.arange(len(by_entry)) // _RING * _RING]]
    return ring


def carried_codes(catalog: Catalog, people: Columns, person: np.ndarray) -> np.ndarray:
    """Channel code with which each of these people registers ('' when none).

    A few who register in the app carry a code that nobody knows.
    """
    codes = np.array([placement.code for placement in catalog.placements], dtype=object)
    is_app_only = people["is_app_only"][person]
    carried = codes[np.where(is_app_only, people["source"][person], people["placement"][person])]
    return np.where(is_app_only & (person % 41 == 7), UNKNOWN_CODE, carried)
