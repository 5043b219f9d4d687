"""One chunk of people on stage: everything that the steps of their lives share."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ingest.simulator.lives.diary import Diary
from ingest.simulator.lives.people import Chunk
from ingest.simulator.world.catalog import Catalog
from ingest.simulator.world.story import Columns, Story


@dataclass(frozen=True)
class Scene:
    """The story, a chunk of its people, and the diary that notes what they do on web and app."""

    story: Story
    catalog: Catalog
    chunk: Chunk
    people: Columns
    diary: Diary

    def rng(self, purpose: str) -> np.random.Generator:
        """A generator of the chunk's own for one purpose."""
        return self.story.rng(purpose, self.chunk.number)

    def trait(self, name: str, accounts: Columns) -> np.ndarray:
        """A trait of the people who hold these accounts."""
        return self.people[name][accounts["person"]]
