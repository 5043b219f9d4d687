"""Events by system and day of receipt: kept on disk while people are made."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from ingest.simulator.deliveries.trackers.systems import NAMES, systems_of
from ingest.simulator.lives.tracked import EVENT
from ingest.simulator.world.story import DAY, Ints, Story


class DayStore:
    """Events of all chunks in temporary files; `counts` by system and day of receipt."""

    def __init__(self, story: Story, folder: Path) -> None:
        self._story = story
        self._edges = np.arange(story.days + 1) * DAY
        self._folder = folder
        self._files: list[list[tuple[Path, Ints]]] = [[] for _ in NAMES]
        self.counts = np.zeros((len(NAMES), story.days), dtype=np.int64)

    def add(self, events: np.ndarray) -> None:
        """Keep one chunk's events, which come in the order of receipt."""
        system = systems_of(self._story, events)
        for number, (name, files) in enumerate(zip(NAMES, self._files, strict=True)):
            mine = events[system == number]
            path = self._folder / f"{name}-{len(files)}"
            mine.tofile(path)
            edges = np.searchsorted(mine["received"], self._edges)
            files.append((path, edges))
            self.counts[number] += np.diff(edges)

    def day(self, day: int, system: int) -> np.ndarray:
        """All events that a system received on a day, in the order of receipt."""
        parts = []
        for path, edges in self._files[system]:
            count, offset = int(edges[day + 1] - edges[day]), int(edges[day]) * EVENT.itemsize
            parts.append(np.fromfile(path, dtype=EVENT, count=count, offset=offset))
        events = np.concatenate(parts)
        return events[np.argsort(events["received"], kind="stable")]
