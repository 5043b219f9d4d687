"""Visits and steps become tracked events, with the ids and delays of a real tracker."""

from __future__ import annotations

import numpy as np

from ingest.simulator.lives.diary import LOGIN, Diary
from ingest.simulator.lives.identity import NOBODY, Identity
from ingest.simulator.lives.robots import robot_events
from ingest.simulator.lives.scene import Scene
from ingest.simulator.lives.tracked import EVENT, INTERNAL
from ingest.simulator.world.catalog import SUFFIX_INVITE, SUFFIX_NONE
from ingest.simulator.world.story import DAY, HOUR, MINUTE, SECOND, Columns, Ints, stack, take
from ingest.simulator.world.words import AGENT_PLATFORMS, PAGES

_ACCOUNT_PAGE = 5
_HOURS_LATE, _DAYS_LATE = 0.01, 0.003
_IN_APP = np.array([platform in ("ios", "android") for platform in AGENT_PLATFORMS])


def track(scene: Scene, accounts: Columns, identity: Identity) -> np.ndarray:
    """All events of the chunk as `EVENT` records, in the order in which they are received.

    What would be received after the story's end never is.
    """
    rng = scene.rng("events")
    rows = stack([_views(rng, scene.diary), _logins(scene.diary), _steps(rng, scene.diary)])
    rows["placement"] = _invited_only(scene, identity, rows)
    events = np.concatenate([_records(scene, accounts, identity, rows), robot_events(scene)])
    people = len(rows["at"])
    events["suffix"][:people] = _suffixes(rng, scene, identity, rows)
    events["received"] = events["at"] + _delays(rng, len(events))
    events["number"] = np.arange(len(events)) + (scene.chunk.number << 32)
    events = events[events["received"] < scene.story.horizon]
    return events[np.argsort(events["received"], kind="stable")]


def _views(rng: np.random.Generator, diary: Diary) -> Columns:
    """The page views of every visit: the landing first, the others some seconds apart."""
    visits = diary.visits()
    pages = visits["pages"]
    row = np.repeat(np.arange(len(pages)), pages)
    number = np.arange(len(row)) - np.repeat(np.cumsum(pages) - pages, pages)
    gap = number * rng.integers(8 * SECOND, 50 * SECOND, len(row))
    rows = take({name: visits[name] for name in ("person", "at", "device")}, row)
    landing = np.where(number == 0, visits["placement"][row], INTERNAL)
    return rows | {
        "at": rows["at"] + gap,
        "name": np.zeros(len(row), dtype=np.int8),
        "amount": np.zeros(len(row), dtype=np.int64),
        "placement": landing.astype(np.int16),
        "page": rng.integers(0, len(PAGES), len(row)).astype(np.int8),
        "is_known": visits["is_login"][row] & (number > 0),
    }


def _logins(diary: Diary) -> Columns:
    visits = diary.visits()
    visits = take(visits, visits["is_login"])
    count = len(visits["at"])
    rows = {"person": visits["person"], "at": visits["at"] + 3 * SECOND}
    name, amount = np.full(count, LOGIN, dtype=np.int8), np.zeros(count, dtype=np.int64)
    return rows | {"device": visits["device"], "name": name, "amount": amount} | _named(count)


def _steps(rng: np.random.Generator, diary: Diary) -> Columns:
    """The tracker sees a step within the second in which the platform books it."""
    steps = diary.steps()
    count = len(steps["at"])
    return steps | {"at": steps["at"] + rng.integers(0, SECOND, count)} | _named(count)


def _named(count: int) -> Columns:
    return {
        "placement": np.full(count, INTERNAL, dtype=np.int16),
        "page": np.full(count, _ACCOUNT_PAGE, dtype=np.int8),
        "is_known": np.ones(count, dtype=bool),
    }


def _invited_only(scene: Scene, identity: Identity, rows: Columns) -> np.ndarray:
    """Nobody comes by an invitation that nobody sent: such visits are direct."""
    invite, direct = scene.catalog.of("referral")[0], scene.catalog.of("direct")[0]
    uninvited = (rows["placement"] == invite) & (identity.inviter[rows["person"]] == NOBODY)
    return np.where(uninvited, direct, rows["placement"]).astype(np.int16)


def _records(scene: Scene, accounts: Columns, identity: Identity, rows: Columns) -> np.ndarray:
    person = rows["person"]
    registered = np.full(scene.chunk.count, scene.story.horizon)
    registered[accounts["person"]] = accounts["registered"]
    events = np.zeros(len(person), dtype=EVENT)
    for name in ("at", "amount", "placement", "name", "page"):
        events[name] = rows[name]
    for name in ("ip", "agent", "city"):
        events[name] = scene.people[name][person]
    events["anonymous"] = identity.anonymous[person, rows["device"]]
    is_known = rows["is_known"] & (rows["at"] >= registered[person])
    events["user"] = np.where(is_known, identity.user[person], NOBODY)
    events["device"] = _devices(scene.people["ring"][person], events)
    return events


def _devices(ring: Ints, events: np.ndarray) -> Ints:
    """Device number in the app; a ring of bonus hunters shares one; browsers have none."""
    shared = np.where(ring >= 0, ring * 4 + 3, events["anonymous"])
    return np.where(_IN_APP[events["agent"]] | (ring >= 0), shared, NOBODY)


def _suffixes(
    rng: np.random.Generator, scene: Scene, identity: Identity, rows: Columns
) -> np.ndarray:
    """What fills the open end of a landing page's address: a click id or an invite code."""
    kinds = np.array([placement.suffix for placement in scene.catalog.placements])
    kind = np.where(rows["placement"] == INTERNAL, SUFFIX_NONE, kinds[rows["placement"]])
    click = rng.integers(1, 2**63, len(kind))
    inviter = identity.inviter[rows["person"]]
    return np.select([kind == SUFFIX_NONE, kind == SUFFIX_INVITE], [0, inviter], click)


def _delays(rng: np.random.Generator, count: int) -> Ints:
    """Most events arrive within seconds, some after hours, a few phones were offline for days."""
    luck = rng.random(count)
    days = rng.integers(DAY, 3 * DAY, count)
    hours = rng.integers(MINUTE, 6 * HOUR, count)
    soon = rng.integers(200, 4 * SECOND, count)
    return np.select([luck < _DAYS_LATE, luck < _HOURS_LATE], [days, hours], soon)
