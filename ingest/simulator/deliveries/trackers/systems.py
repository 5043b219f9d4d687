"""Which system tracks whom: Headwater's own lines for most, others for parts of the company."""

from __future__ import annotations

import numpy as np

from ingest.simulator.deliveries.text_columns import SYSTEMS, mixed
from ingest.simulator.lives.tracked import is_robot
from ingest.simulator.world.story import Ints, Story

NAMES = ("events", "sensors", "ga4", "snowplow", "matomo")
OWN, SENSORS, GA4, SNOWPLOW, MATOMO = range(5)
EVERY = (1, 1, 7, 1, 7)
"""Days of receipt in one file of each system."""
_SHARES = (0.04, 0.02, 0.02, 0.02)
"""Share of the anonymous ids in each of the others: the app's mini program, the pages abroad, the
wealth magazine, the forum. Who uses two devices may be in two systems."""
_FILTERS_ROBOTS = (GA4, MATOMO)


def systems_of(story: Story, events: np.ndarray) -> Ints:
    """The system of each event; all events of one anonymous id are in one."""
    luck = mixed(story, events["anonymous"], SYSTEMS) / 2**64
    edges = 1.0 - np.cumsum(_SHARES[::-1])[::-1]
    system = np.searchsorted(edges, luck, side="right").astype(np.int64)
    hidden = is_robot(events) & np.isin(system, _FILTERS_ROBOTS)
    return np.where(hidden, OWN, system)


def last_day(story: Story, system: Ints | int, day: Ints | int) -> Ints:
    """The last day of the file in which what a system receives on a day is delivered."""
    every = np.asarray(EVERY)[system]
    return np.minimum((np.asarray(day) // every + 1) * every, story.days) - 1
