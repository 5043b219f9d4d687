"""Events by the day they were received: kept on disk while people are made, then packed."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from ingest.simulator.deliveries import Delivery, day_stamp
from ingest.simulator.events import EVENT
from ingest.simulator.lines import pack_lines, write_lines
from ingest.simulator.placements import Catalog
from ingest.simulator.story import DAY, HOUR, SECOND, Bools, Story

_AGAIN = 4
"""Events of the day before that a file repeats on some days."""


class DayStore:
    """Events of all chunks in temporary files, readable by day of receipt."""

    def __init__(self, story: Story, folder: Path) -> None:
        self.story, self.folder = story, folder
        self.files: list[tuple[Path, np.ndarray]] = []

    def add(self, events: np.ndarray) -> None:
        """Keep one chunk's events, which come in the order of receipt."""
        path = self.folder / f"{len(self.files)}.events"
        events.tofile(path)
        edges = np.searchsorted(events["received"], np.arange(self.story.days + 1) * DAY)
        self.files.append((path, edges))

    def day(self, day: int) -> np.ndarray:
        """All events received on a day, in the order of receipt."""
        parts = []
        for path, edges in self.files:
            count, offset = edges[day + 1] - edges[day], edges[day] * EVENT.itemsize
            parts.append(np.fromfile(path, dtype=EVENT, count=int(count), offset=int(offset)))
        events = np.concatenate(parts)
        return events[np.argsort(events["received"], kind="stable")]


def broken_day(story: Story) -> int:
    """The day whose file first arrives half-written, and whole the next morning; -1 if none."""
    return story.part(0.62) if story.days >= 15 else -1


def known_days(story: Story) -> Bools:
    """For each day of receipt whether its whole file has been delivered."""
    day = np.arange(story.days)
    return np.where(day == broken_day(story), day + 1, day) <= story.last_delivery


def event_deliveries(story: Story, catalog: Catalog, store: DayStore) -> list[Delivery]:
    """One file for each day of receipt, and a half-written one before one of them."""
    found = []
    for day in range(story.days):
        name = f"events_{day_stamp(story, day)}.jsonl.gz"
        at = story.at(day + 1) - SECOND

        def content(day: int = day) -> bytes:
            return _file(story, catalog, store, day)

        if day == broken_day(story):

            def half(day: int = day) -> bytes:
                whole = _file(story, catalog, store, day)
                return whole[: len(whole) * 3 // 5]

            found.append(Delivery("events", name, day, "broken", at, half, "half-written"))
            again = f"events_{day_stamp(story, day)}_2.jsonl.gz"
            found.append(Delivery("events", again, day, "late", at + 9 * HOUR, content))
        else:
            found.append(Delivery("events", name, day, "normal", at, content))
    return found


def _file(story: Story, catalog: Catalog, store: DayStore, day: int) -> bytes:
    return pack_lines(story, catalog, store.day(day), _extra(story, catalog, store, day))


def _extra(story: Story, catalog: Catalog, store: DayStore, day: int) -> bytes:
    """Lines that a careful reader refuses or has already seen; none of them is a real event."""
    parts = [_bad_lines(story, day)] if day % 9 == 4 else []
    if day % 7 == 3 and broken_day(story) not in (day, day - 1):
        repeated = store.day(day - 1)[:_AGAIN]
        parts += [bytes(block) for block in write_lines(story, catalog, repeated)]
    return b"".join(parts)


def _bad_lines(story: Story, day: int) -> bytes:
    when = f"{story.day(day)}T03:00:00.000Z"
    return (
        f'{{"event_id":"bad{day:05d}a","event_name":"page_view","event_at":"{when}"}}\n'
        f'{{"event_id":"bad{day:05d}b","event_name":"page_view","event_at":"yesterday",'
        f'"anonymous_id":"ffff{day:012d}","props":{{}}}}\n'
        f'{{"event_id":"bad{day:05d}c","event_name":"page_view","event_at":"{when}\n'
    ).encode()
