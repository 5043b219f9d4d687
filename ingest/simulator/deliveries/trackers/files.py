"""The files of the other trackers: which days are in each, and how it is packed."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterable
from functools import partial

import numpy as np

from ingest.simulator.deliveries.day_store import DayStore
from ingest.simulator.deliveries.delivery import Delivery, day_stamp
from ingest.simulator.deliveries.trackers.ga4 import ga4_lines
from ingest.simulator.deliveries.trackers.matomo import matomo_visits
from ingest.simulator.deliveries.trackers.sensors import sensors_lines
from ingest.simulator.deliveries.trackers.snowplow import snowplow_lines
from ingest.simulator.deliveries.trackers.systems import (
    EVERY,
    GA4,
    MATOMO,
    NAMES,
    SENSORS,
    SNOWPLOW,
    last_day,
)
from ingest.simulator.deliveries.trackers.told import Told, told
from ingest.simulator.world.catalog import Catalog
from ingest.simulator.world.story import DAY, SECOND, Story

_REWRITTEN = 3
"""Days: longer than any phone of the story is offline."""
_WRITERS: dict[int, tuple[str, Callable[[Iterable[Told]], bytes]]] = {
    SENSORS: ("jsonl.gz", sensors_lines),
    GA4: ("jsonl.gz", ga4_lines),
    SNOWPLOW: ("tsv.gz", snowplow_lines),
    MATOMO: ("json", matomo_visits),
}


def tracker_deliveries(story: Story, catalog: Catalog, store: DayStore) -> list[Delivery]:
    """The files of all systems but the company's own; days on which nothing came have none."""
    found = []
    for system, (ending, _) in _WRITERS.items():
        for first in range(0, story.days, EVERY[system]):
            last = int(last_day(story, system, first))
            if store.counts[system, first : last + 1].any():
                name = f"{NAMES[system]}_{_days(story, first, last)}.{ending}"
                content = partial(_file, story, catalog, store, system, first, last)
                at = story.at(last + 1) - SECOND
                found.append(Delivery(NAMES[system], name, last, "normal", at, content))
    return found


def _days(story: Story, first: int, last: int) -> str:
    stamps = (day_stamp(story, first), day_stamp(story, last))
    return stamps[0] if first == last else "_".join(stamps)


def _file(  # noqa: PLR0913, PLR0917 - what a file is, in the order of the planning above
    story: Story, catalog: Catalog, store: DayStore, system: int, first: int, last: int
) -> bytes:
    """The content; GA4 rewrites a table for three days, so its extracts repeat those whole."""
    begins = max(0, first - _REWRITTEN) if system == GA4 else first
    events = np.concatenate([store.day(day, system) for day in range(begins, last + 1)])
    if system == GA4:
        events = events[events["at"] >= begins * DAY]
    ending, write = _WRITERS[system]
    content = write(told(story, catalog, events))
    return gzip.compress(content, compresslevel=1, mtime=0) if ending.endswith("gz") else content
