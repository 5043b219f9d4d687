"""The company's own events, a file for each day of receipt, with what goes wrong in some."""

from __future__ import annotations

from functools import partial

import numpy as np

from ingest.simulator.deliveries.day_store import DayStore
from ingest.simulator.deliveries.delivery import Delivery, day_stamp
from ingest.simulator.deliveries.event_lines import pack_lines, write_lines
from ingest.simulator.deliveries.trackers.systems import OWN, last_day, systems_of
from ingest.simulator.world.catalog import Catalog
from ingest.simulator.world.story import DAY, HOUR, SECOND, Bools, Story

_REPEATED = 4
"""Events of the day before that a file repeats on some days."""
_SHORTEST = 15


def broken_day(story: Story) -> int:
    """The day whose file first arrives half-written, and whole the next morning; -1 if none."""
    return story.part(0.62) if story.days >= _SHORTEST else -1


def is_known(story: Story, events: np.ndarray) -> Bools:
    """For each event whether the whole file with it has been delivered."""
    system, day = systems_of(story, events), events["received"] // DAY
    comes = last_day(story, system, day)
    is_broken = (system == OWN) & (day == broken_day(story))
    return np.where(is_broken, comes + 1, comes) <= story.last_delivery


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
        seen = store.day(day - 1, OWN)[:_REPEATED]
        extra += b"".join(bytes(block) for block in write_lines(story, catalog, seen))
    return pack_lines(story, catalog, store.day(day, OWN), extra)


def _bad_lines(story: Story, day: int) -> bytes:
    """No anonymous id, no instant, no end; none of the three is a real event."""
    head, when = f'{{"event_id":"bad-{day:05d}-', f"{story.day(day)}T03:00:00.000Z"
    name = '","event_name":"page_view","event_at":"'
    return (
        f'{head}a{name}{when}"}}\n'
        f'{head}b{name}yesterday","anonymous_id":"ffff{day:012d}","props":{{}}}}\n'
        f"{head}c{name}{when}\n"
    ).encode()
