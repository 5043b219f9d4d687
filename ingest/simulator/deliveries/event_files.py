"""Events by the day they were received: kept on disk while people are made, then packed."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import numpy as np

from ingest.simulator.deliveries.delivery import Delivery, day_stamp
from ingest.simulator.deliveries.event_lines import pack_lines, write_lines
from ingest.simulator.lives.tracked import EVENT
from ingest.simulator.world.catalog import Catalog
from ingest.simulator.world.story import DAY, HOUR, SECOND, Bools, Ints, Story

_REPEATED = 4
"""Events of the day before that a file repeats on some days."""
_SHORTEST = 15


class DayStore:
    """Events of all chunks in temporary files, readable by day of receipt."""

    def __init__(self, story: Story, folder: Path) -> None:
        self._edges = np.arange(story.days + 1) * DAY
        self._folder = folder
        self._files: list[tuple[Path, Ints]] = []

    def add(self, events: np.ndarray) -> None:
        """Keep one chunk's events, which come in the order of receipt."""
        path = self._folder / f"{len(self._files)}.events"
        events.tofile(path)
        self._files.append((path, np.searchsorted(events["received"], self._edges)))

    def day(self, day: int) -> np.ndarray:
        """All events received on a day, in the order of receipt."""
        parts = []
        for path, edges in self._files:
            count, offset = int(edges[day + 1] - edges[day]), int(edges[day]) * EVENT.itemsize
            parts.append(np.fromfile(path, dtype=EVENT, count=count, offset=offset))
        events = np.concatenate(parts)
        return events[np.argsort(events["received"], kind="stable")]


def broken_day(story: Story) -> int:
    """The day whose file first arrives half-written, and whole the next morning; -1 if none."""
    return story.part(0.62) if story.days >= _SHORTEST else -1


def known_days(story: Story) -> Bools:
    """For each day of receipt whether its whole file has been delivered."""
    day = np.arange(story.days)
    return np.where(day == broken_day(story), day + 1, day) <= story.last_delivery


def event_deliveries(story: Story, catalog: Catalog, store: DayStore) -> list[Delivery]:
    """One file for each day of receipt, and a half-written one before one of them."""
    return [
        delivery
        for day in range(story.days)
        for delivery in _of_day(story, day, partial(_file, story, catalog, store, day))
    ]


def _of_day(story: Story, day: int, whole: partial[bytes]) -> list[Delivery]:
    name, at = f"events_{day_stamp(story, day)}", story.at(day + 1) - SECOND
    if day != broken_day(story):
        note = _note(story, day)
        return [Delivery("events", f"{name}.jsonl.gz", day, "normal", at, whole, note)]
    late = at + 9 * HOUR
    return [
        Delivery("events", f"{name}.jsonl.gz", day, "broken", at, lambda: _half(whole()), "half"),
        Delivery("events", f"{name}_2.jsonl.gz", day, "late", late, whole, _note(story, day)),
    ]


def _half(content: bytes) -> bytes:
    return content[: len(content) * 3 // 5]


def _has_bad_lines(day: int) -> bool:
    return day % 9 == 4


def _has_repeated_events(story: Story, day: int) -> bool:
    return day % 7 == 3 and broken_day(story) not in (day, day - 1)


def _note(story: Story, day: int) -> str:
    words = ["bad_lines"] if _has_bad_lines(day) else []
    words += ["repeated_events"] if _has_repeated_events(story, day) else []
    return " ".join(words)


def _file(story: Story, catalog: Catalog, store: DayStore, day: int) -> bytes:
    """The file of a day; its last lines may be ones that a careful reader refuses or has seen."""
    extra = _bad_lines(story, day) if _has_bad_lines(day) else b""
    if _has_repeated_events(story, day):
        seen = store.day(day - 1)[:_REPEATED]
        extra += b"".join(bytes(block) for block in write_lines(story, catalog, seen))
    return pack_lines(story, catalog, store.day(day), extra)


def _bad_lines(story: Story, day: int) -> bytes:
    """No anonymous id, no instant, no end; none of the three is a real event."""
    head, when = f'{{"event_id":"bad-{day:05d}-', f"{story.day(day)}T03:00:00.000Z"
    name = '","event_name":"page_view","event_at":"'
    return (
        f'{head}a{name}{when}"}}\n'
        f'{head}b{name}yesterday","anonymous_id":"ffff{day:012d}","props":{{}}}}\n'
        f"{head}c{name}{when}\n"
    ).encode()
