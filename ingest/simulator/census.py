"""All people of a company, chunk by chunk: what is kept of them, and what is only counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ingest.simulator.deliveries.day_store import DayStore
from ingest.simulator.deliveries.event_files import is_known
from ingest.simulator.lives.life import live
from ingest.simulator.lives.people import chunks
from ingest.simulator.lives.society import Gathering, Society
from ingest.simulator.truth.effects import ChannelEffects
from ingest.simulator.truth.growth import Growth
from ingest.simulator.truth.owners import Owners
from ingest.simulator.truth.people_file import PeopleFile
from ingest.simulator.world.company import Company
from ingest.simulator.world.story import DAY, Ints
from ingest.simulator.world.words import AGENT_PLATFORMS

_MOBILE = np.array([platform != "web" for platform in AGENT_PLATFORMS]).astype(np.int64)


@dataclass
class Census:
    """Everyone with an account, and counts of everyone.

    `landings` counts by placement, day and device (0 desktop, 1 mobile); `as_of` is the last
    company day of the events known at the end of the deliveries, -1 when there are none; `owners`
    knows the channels behind each account.
    """

    society: Society
    growth: Growth
    effects: ChannelEffects
    owners: Owners
    landings: Ints
    events: int
    as_of: int


def live_all(
    company: Company, store: DayStore, truth: Path, tell: Callable[[str, float], None]
) -> Census:
    """Make all people; their events go to the store, who they are to `people.parquet`."""
    story, catalog = company.story, company.catalog
    growth, effects, gathering = Growth(story), ChannelEffects(story, catalog), Gathering()
    owners = Owners(story, catalog)
    people = PeopleFile(story, catalog, truth / "people.parquet")
    landings = np.zeros((len(catalog.placements), story.days, 2), dtype=np.int64)
    events, as_of, slices = 0, -1, chunks(story)
    for number, chunk in enumerate(slices):
        tell("people", number / len(slices))
        lives = live(story, catalog, chunk)
        known = lives.events[is_known(story, lives.events)]
        as_of = max(as_of, _last_day(known))
        events += len(lives.events)
        growth.add(lives, known)
        effects.add(lives)
        owners.add(lives, known)
        people.add(chunk, lives)
        gathering.add(lives)
        store.add(lives.events)
        _count_landings(landings, lives.events)
    people.close()
    return Census(gathering.whole(), growth, effects, owners, landings, events, as_of)


def _last_day(events: np.ndarray) -> int:
    return int(events["received"][-1] // DAY) if len(events) else -1


def _count_landings(landings: Ints, events: np.ndarray) -> None:
    landed = events[events["placement"] >= 0]
    np.add.at(landings, (landed["placement"], landed["at"] // DAY, _MOBILE[landed["agent"]]), 1)
