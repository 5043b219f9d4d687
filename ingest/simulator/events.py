"""Visits and steps become tracked events, with the ids, delays and robots of a real tracker."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ingest.simulator.journeys import LOGIN, Diary
from ingest.simulator.people import Chunk
from ingest.simulator.placements import Catalog
from ingest.simulator.rhythm import draw_clock, draw_days
from ingest.simulator.story import (
    DAY,
    HOUR,
    MINUTE,
    SECOND,
    Bools,
    Columns,
    Ints,
    Story,
    stack,
    take,
)
from ingest.simulator.words import AGENT_PLATFORMS, AGENTS, BOT_AGENTS, CITIES, PAGES

NOBODY = -1
INTERNAL = -1
BOT_SHARE = 0.015
EVENT = np.dtype(
    [
        ("received", np.int64),
        ("at", np.int64),
        ("number", np.uint64),
        ("anonymous", np.int64),
        ("user", np.int64),
        ("suffix", np.uint64),
        ("device", np.int64),
        ("amount", np.int64),
        ("ip", np.uint32),
        ("placement", np.int16),
        ("name", np.int8),
        ("page", np.int8),
        ("agent", np.int8),
        ("city", np.int8),
    ]
)
"""One tracked event, compact. `placement` is -1 except at the landing of a visit; `device` is -1
in a browser; ids are numbers that become text when written."""


@dataclass(frozen=True)
class Identity:
    """How persons of a chunk look to the tracker, by position in the chunk."""

    anonymous: np.ndarray
    """(people, 2): anonymous id number on the first and second device."""
    user: Ints
    """User number, or -1 without an account."""
    invite: Ints
    """User number of the inviter, or -1."""


def user_number(person: Ints) -> Ints:
    """The nine-digit user id of a person; one to one, and not in the order of arrival."""
    return 100_000_000 + person * 48_271 % 899_999_963


def identify(
    story: Story, chunk: Chunk, people: Columns, accounts: Columns, inviter: Ints
) -> Identity:
    """Ids of everyone; a few accounts use the phone of another one that was opened before."""
    rng = story.rng("identity", chunk.number)
    anonymous = people["person"][:, None] * 4 + np.array([0, 1])
    user = np.full(chunk.count, NOBODY, dtype=np.int64)
    user[accounts["person"]] = user_number(people["person"][accounts["person"]])
    order = np.argsort(accounts["registered"], kind="stable")
    tracked = order[accounts["device"][order] >= 0]
    count = min(max(1, len(tracked) // 400), len(tracked) // 2)
    place = rng.choice(max(len(tracked) // 2, 1), count, replace=False) * 2
    if count:
        owner, guest = accounts["person"][tracked[place]], accounts["person"][tracked[place + 1]]
        anonymous[guest] = anonymous[owner]
    return Identity(anonymous, user, inviter)


def track(
    story: Story,
    catalog: Catalog,
    chunk: Chunk,
    people: Columns,
    accounts: Columns,
    identity: Identity,
    diary: Diary,
) -> np.ndarray:
    """All events of the chunk as `EVENT` records, in the order in which they are received."""
    rng = story.rng("events", chunk.number)
    registered = np.full(chunk.count, np.iinfo(np.int64).max)
    registered[accounts["person"]] = accounts["registered"]
    rows = stack([_views(rng, diary.all_visits()), _logins(diary), _steps(rng, diary)])
    events = _records(people, identity, registered, rows)
    events["suffix"] = _suffixes(rng, catalog, identity, rows)
    events = np.concatenate([events, _robots(story, catalog, chunk)])
    events["received"] = events["at"] + _delays(rng, len(events))
    events["number"] = np.arange(len(events), dtype=np.uint64) + np.uint64(chunk.number << 32)
    events = events[events["received"] < story.horizon]
    return events[np.argsort(events["received"], kind="stable")]


def _views(rng: np.random.Generator, visits: Columns) -> Columns:
    pages = visits["pages"]
    row = np.repeat(np.arange(len(pages)), pages)
    number = np.arange(len(row)) - np.repeat(np.cumsum(pages) - pages, pages)
    gap = number * rng.integers(8 * SECOND, 50 * SECOND, len(row))
    return {
        "person": visits["person"][row],
        "at": visits["at"][row] + gap,
        "device": visits["device"][row],
        "name": np.zeros(len(row), dtype=np.int8),
        "amount": np.zeros(len(row), dtype=np.int64),
        "placement": np.where(number == 0, visits["placement"][row], INTERNAL).astype(np.int16),
        "page": rng.integers(0, len(PAGES), len(row)).astype(np.int8),
        "is_known": visits["is_login"][row] & (number > 0),
    }


def _logins(diary: Diary) -> Columns:
    visits = diary.all_visits()
    visits = take(visits, visits["is_login"])
    at = visits["at"] + 3 * SECOND
    return _named(visits, at, np.full(len(at), LOGIN, dtype=np.int8), np.zeros_like(at))


def _steps(rng: np.random.Generator, diary: Diary) -> Columns:
    steps = diary.all_steps()
    at = steps["at"] + rng.integers(0, SECOND, len(steps["at"]))
    return _named(steps, at, steps["name"], steps["amount"])


def _named(rows: Columns, at: Ints, name: np.ndarray, amount: Ints) -> Columns:
    count = len(at)
    return {
        "person": rows["person"],
        "at": at,
        "device": rows["device"],
        "name": name,
        "amount": amount,
        "placement": np.full(count, INTERNAL, dtype=np.int16),
        "page": np.full(count, 5, dtype=np.int8),
        "is_known": np.ones(count, dtype=bool),
    }


def _records(people: Columns, identity: Identity, registered: Ints, rows: Columns) -> np.ndarray:
    person = rows["person"]
    events = np.zeros(len(person), dtype=EVENT)
    for name in ("at", "amount", "placement", "name", "page"):
        events[name] = rows[name]
    for name in ("ip", "agent", "city"):
        events[name] = people[name][person]
    events["anonymous"] = identity.anonymous[person, rows["device"]]
    is_known = rows["is_known"] & (rows["at"] >= registered[person])
    events["user"] = np.where(is_known, identity.user[person], NOBODY)
    ring = people["ring"][person]
    key = np.where(ring >= 0, ring * 4 + 3, events["anonymous"])
    in_app = np.array([name in ("ios", "android") for name in AGENT_PLATFORMS])
    events["device"] = np.where(in_app[events["agent"]] | (ring >= 0), key, NOBODY)
    return events


def _suffixes(
    rng: np.random.Generator, catalog: Catalog, identity: Identity, rows: Columns
) -> np.ndarray:
    """What fills the open end of a landing page's address: a click id or an invite code."""
    kind = np.array([placement.suffix for placement in catalog.placements])[rows["placement"]]
    click = rng.integers(1, 2**63, len(kind)).astype(np.uint64)
    inviter = np.maximum(identity.invite[rows["person"]], 0).astype(np.uint64)
    landed = rows["placement"] != INTERNAL
    return np.where(landed & (kind == 1), click, np.where(landed & (kind == 2), inviter, 0))


def _delays(rng: np.random.Generator, count: int) -> Ints:
    """Most events arrive within seconds, some after hours, a few phones were offline for days."""
    delay = rng.integers(200, 4 * SECOND, count)
    luck = rng.random(count)
    delay = np.where(luck < 0.01, rng.integers(MINUTE, 6 * HOUR, count), delay)
    return np.where(luck < 0.003, rng.integers(DAY, 3 * DAY, count), delay)


def _robots(story: Story, catalog: Catalog, chunk: Chunk) -> np.ndarray:
    """Page views of robots; one in three lands on a paid link."""
    rng = story.rng("robots", chunk.number)
    robots = max(1, round(chunk.count * BOT_SHARE))
    days = draw_days(rng, np.ones(story.days), robots)
    count = rng.integers(2, 9, robots)
    row = np.repeat(np.arange(robots), count)
    events = np.zeros(len(row), dtype=EVENT)
    events["at"] = (days * DAY + draw_clock(rng, robots))[row]
    events["at"] += np.arange(len(row)) % 9 * rng.integers(1, 5, len(row)) * SECOND
    events["anonymous"] = robot_number(chunk, row)
    agents = len(AGENTS) - len(BOT_AGENTS) + rng.integers(0, len(BOT_AGENTS), robots)
    events["agent"] = agents[row]
    events["city"] = rng.integers(0, len(CITIES), robots)[row]
    events["ip"] = rng.integers(0x2A780000, 0x2A79FFFF, robots)[row]
    events["user"] = events["device"] = NOBODY
    events["page"] = rng.integers(0, len(PAGES), len(row))
    feed = catalog.draw(rng, "ocean_engine", robots)[row]
    lands = (np.append(True, row[1:] != row[:-1])) & (row % 3 == 0)
    events["placement"] = np.where(lands, feed, INTERNAL)
    events["suffix"] = np.where(lands, rng.integers(1, 2**63, len(row)), 0)
    return events


def robot_number(chunk: Chunk, row: np.ndarray) -> np.ndarray:
    """Anonymous id numbers of a chunk's robots, apart from those of all people."""
    return (1 << 40) + (chunk.number << 24) + row


def is_robot(events: np.ndarray) -> Bools:
    """Which events carry a robot's user agent."""
    return events["agent"] >= len(AGENTS) - len(BOT_AGENTS)
