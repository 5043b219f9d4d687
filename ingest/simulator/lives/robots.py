"""Robots: page views with a robot's user agent, some of them on paid links."""

from __future__ import annotations

import numpy as np

from ingest.simulator.lives.people import Chunk
from ingest.simulator.lives.scene import Scene
from ingest.simulator.lives.tracked import EVENT, INTERNAL
from ingest.simulator.world.rhythm import draw_clock, draw_days
from ingest.simulator.world.story import DAY, SECOND, Ints
from ingest.simulator.world.words import AGENTS, BOT_AGENTS, CITIES, PAGES

_SHARE = 0.015
_FIRST = 1 << 40
"""Above the anonymous id numbers of all people."""


def robot_events(scene: Scene) -> np.ndarray:
    """`EVENT` records of a chunk's robots; every third one lands on a paid link."""
    rng = scene.rng("robots")
    robots = max(1, round(scene.chunk.count * _SHARE))
    row = np.repeat(np.arange(robots), rng.integers(2, 9, robots))
    is_first = np.append(True, row[1:] != row[:-1])
    start = draw_days(rng, np.ones(scene.story.days), robots) * DAY + draw_clock(rng, robots)
    events = np.zeros(len(row), dtype=EVENT)
    events["at"] = start[row] + np.arange(len(row)) % 9 * rng.integers(1, 5, len(row)) * SECOND
    events["anonymous"] = robot_numbers(scene.chunk, row)
    agents = len(AGENTS) - len(BOT_AGENTS) + rng.integers(0, len(BOT_AGENTS), robots)
    events["agent"] = agents[row]
    events["city"] = rng.integers(0, len(CITIES), robots)[row]
    events["ip"] = rng.integers(0x2A780000, 0x2A79FFFF, robots)[row]
    events["user"] = events["device"] = -1
    events["page"] = rng.integers(0, len(PAGES), len(row))
    lands = is_first & (row % 3 == 0)
    paid = scene.catalog.draw(rng, "ocean_engine", robots)[row]
    events["placement"] = np.where(lands, paid, INTERNAL)
    events["suffix"] = np.where(lands, rng.integers(1, 2**62, len(row)), 0)
    return events


def robot_numbers(chunk: Chunk, row: Ints) -> Ints:
    """Anonymous id numbers of a chunk's robots."""
    return _FIRST + (chunk.number << 24) + row


def first_robot(chunk: Chunk) -> int:
    """The lowest anonymous id number of a chunk's robots; those of people are lower."""
    return _FIRST + (chunk.number << 24)
