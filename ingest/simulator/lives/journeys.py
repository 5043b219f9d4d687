"""What people do before they have an account: visits, returns, and the registration itself."""

from __future__ import annotations

import numpy as np

from ingest.simulator.lives.diary import REGISTER, UNTRACKED
from ingest.simulator.lives.people import origin_numbers
from ingest.simulator.lives.scene import Scene
from ingest.simulator.world.catalog import Catalog
from ingest.simulator.world.channels import SOWN
from ingest.simulator.world.rhythm import later_days
from ingest.simulator.world.story import (
    HOUR,
    MINUTE,
    SECOND,
    Bools,
    Columns,
    Floats,
    Ints,
    stack,
    take,
)

_RETURNS = (("direct", 0.44), ("baidu_brand", 0.2), ("seo", 0.1), ("wechat", 0.05))
_RETURNS += (("internal", 0.03), ("fanli", 0.03), ("yiqifa", 0.02), ("dsp_ipinyou", 0.03))
_COME_ONCE = ("cpa_network",)
_LOST_TRACKS = 0.01
"""Registrations whose tracked event was blocked in the browser."""


def pages_read(rng: np.random.Generator, count: int, mean: float) -> Ints:
    """Page views of each visit, one or more."""
    return rng.geometric(1 / mean, count).clip(1, 9)


def return_placements(rng: np.random.Generator, catalog: Catalog, before: np.ndarray) -> np.ndarray:
    """How people come back: mostly by themselves, often through a search for the brand."""
    placement = before.copy()
    way, low = rng.random(len(before)), 0.0
    for channel, share in _RETURNS:
        mine = (way >= low) & (way < low + share)
        placement[mine] = catalog.draw(rng, channel, int(mine.sum()))
        low += share
    placement[placement == catalog.of("referral")[0]] = catalog.of("direct")[0]
    return placement


def browse(scene: Scene) -> Columns:
    """Visits up to the registration; returns one row per account opened.

    Columns: person (position in the chunk), registered, device, placement of that visit.
    """
    rng = scene.rng("browse")
    visits = _visits(rng, scene)
    scene.diary.visit(take(visits, visits["at"] < scene.story.horizon), is_login=False)
    accounts = stack([_opened(rng, scene.people, visits), _opened_in_app(scene.people)])
    accounts = take(accounts, accounts["registered"] < scene.story.horizon)
    tracked = (accounts["device"] != UNTRACKED) & (
        rng.random(len(accounts["device"])) > _LOST_TRACKS
    )
    seen = take(accounts, tracked)
    where = {"person": seen["person"], "at": seen["registered"], "device": seen["device"]}
    scene.diary.step(REGISTER, where)
    return accounts


def _visits(rng: np.random.Generator, scene: Scene) -> Columns:
    people, catalog = scene.people, scene.catalog
    count = _visit_counts(rng, people)
    person = np.repeat(np.arange(len(count)), count)
    number = np.arange(len(person)) - np.repeat(np.cumsum(count) - count, count)
    is_return = number > 0
    placement = people["placement"][person]
    placement[is_return] = return_placements(rng, catalog, placement[is_return])
    second = is_return & people["has_two"][person] & (rng.random(len(person)) < 0.35)
    return {
        "person": person,
        "at": _times(rng, _first_visits(rng, people)[person], person, is_return),
        "placement": placement,
        "device": (second & ~_is_last(person)).astype(np.int8),
        "pages": pages_read(rng, len(person), 2.8),
    }


def _visit_counts(rng: np.random.Generator, people: Columns) -> Ints:
    count = rng.geometric(np.where(people["registers"], 0.62, 0.8)).clip(1, 6)
    count[people["has_two"]] += 1
    count[people["is_sure"] | np.isin(people["origin"], origin_numbers(_COME_ONCE))] = 1
    count[people["is_app_only"]] = 0
    return count


def _first_visits(rng: np.random.Generator, people: Columns) -> Ints:
    """Entry, or some days later for those who saw an advertisement in the street or on paper."""
    sown = np.isin(people["origin"], origin_numbers(SOWN))
    came_later = sown & (people["placement"] != people["source"])
    gap = 1 + rng.exponential(3.5, len(sown)).astype(np.int64)
    return np.where(came_later, later_days(rng, people["entry"], gap), people["entry"])


def _times(rng: np.random.Generator, first: Ints, person: Ints, is_return: Bools) -> Ints:
    """Each return comes hours or, more often, days after the visit before it."""
    count = len(person)
    gap = np.where(is_return, 1 + rng.exponential(2.4, count).astype(np.int64), 0)
    is_soon = is_return & (rng.random(count) < 0.18)
    days_after = _running(gap * ~is_soon, person)
    hours_after = _running(is_soon * rng.integers(40 * MINUTE, 5 * HOUR, count), person)
    at = np.where(days_after > 0, later_days(rng, first, days_after), first) + hours_after
    return at // SECOND * SECOND


def _running(steps: Ints, group: Ints) -> Ints:
    """Cumulative sum that starts again with each group (groups are contiguous)."""
    total = np.cumsum(steps)
    first = np.searchsorted(group, group, side="left")
    return total - total[first] + steps[first]


def _is_last(person: Ints) -> Bools:
    return np.append(person[1:] != person[:-1], np.ones(min(len(person), 1), dtype=bool))


def _opened(rng: np.random.Generator, people: Columns, visits: Columns) -> Columns:
    person = visits["person"]
    last = take(visits, _is_last(person) & people["registers"][person])
    wait = rng.integers(50, 400, len(last["at"])) * SECOND
    return {
        "person": last["person"],
        "registered": last["at"] + wait,
        "device": last["device"],
        "placement": last["placement"],
    }


def _opened_in_app(people: Columns) -> Columns:
    person = np.flatnonzero(people["is_app_only"])
    return {
        "person": person,
        "registered": people["entry"][person],
        "device": np.full(len(person), UNTRACKED, dtype=np.int8),
        "placement": people["source"][person],
    }


def chances(base: float, quality: Floats, is_hunter: Bools, is_sure: Bools) -> Floats:
    """Chance of a step for each account: hunters rarely stop, exemplars never."""
    return np.where(is_sure, 1.0, np.where(is_hunter, 0.98, base * quality))
