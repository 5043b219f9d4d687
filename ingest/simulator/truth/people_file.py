"""`people.parquet`: who each person and robot is, one row group per chunk."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from ingest.simulator.deliveries.text_columns import anonymous_ids
from ingest.simulator.lives.life import Lives
from ingest.simulator.lives.people import Chunk
from ingest.simulator.lives.robots import first_robot
from ingest.simulator.world.catalog import Catalog
from ingest.simulator.world.channels import CHANNELS
from ingest.simulator.world.story import DAY, Columns, Ints, Story

_SCHEMA = pa.schema(
    [
        ("person", pa.int64()),
        ("anonymous_ids", pa.list_(pa.string())),
        ("user_id", pa.string()),
        ("true_channel", pa.string()),
        ("first_seen_channel", pa.string()),
        ("is_bot", pa.bool_()),
        ("is_bonus_hunter", pa.bool_()),
        ("entry_date", pa.date32()),
    ]
)


class PeopleFile:
    """Writes the file chunk by chunk; all people of the story, whatever is delivered."""

    def __init__(self, story: Story, catalog: Catalog, path: Path) -> None:
        self.story = story
        self.seen_as = np.array([placement.channel for placement in catalog.placements])
        self.caused_by = np.array([channel.code for channel in CHANNELS])
        self.writer = pq.ParquetWriter(path, _SCHEMA)

    def add(self, chunk: Chunk, lives: Lives) -> None:
        """Write one chunk's people and robots."""
        people = lives.people
        user = np.full(chunk.count, -1, dtype=np.int64)
        user[lives.accounts["person"]] = lives.accounts["user"]
        columns = [
            pa.array(people["person"]),
            self._ids(lives.anonymous, people),
            pa.array(user, mask=user < 0).cast(pa.string()),
            pa.array(self.caused_by[people["origin"]]),
            pa.array(self.seen_as[people["placement"]]),
            pa.array(np.zeros(chunk.count, dtype=bool)),
            pa.array(people["is_hunter"]),
            self._dates(people["entry"]),
        ]
        self.writer.write_table(pa.table(columns, schema=_SCHEMA))
        self.writer.write_table(self._robots(chunk, lives.events))

    def close(self) -> None:
        """Finish the file."""
        self.writer.close()

    def _ids(self, anonymous: np.ndarray, people: Columns) -> pa.Array:
        """None for those who only use the app, two for those with two devices, else one."""
        count = np.where(people["is_app_only"], 0, 1 + people["has_two"])
        used = anonymous[np.arange(2) < count[:, None]]
        offsets = np.append(0, np.cumsum(count)).astype(np.int32)
        return pa.ListArray.from_arrays(offsets, anonymous_ids(self.story, used))

    def _dates(self, at: Ints) -> pa.Array:
        return pa.array(np.datetime64(self.story.start, "D") + at // DAY).cast(pa.date32())

    def _robots(self, chunk: Chunk, events: np.ndarray) -> pa.Table:
        robots = events[events["anonymous"] >= first_robot(chunk)]
        numbers, place = np.unique(robots["anonymous"], return_index=True)
        count = len(numbers)
        offsets = np.arange(count + 1, dtype=np.int32)
        columns = [
            pa.array(-numbers),
            pa.ListArray.from_arrays(offsets, anonymous_ids(self.story, numbers)),
            pa.nulls(count, pa.string()),
            pa.nulls(count, pa.string()),
            pa.nulls(count, pa.string()),
            pa.array(np.ones(count, dtype=bool)),
            pa.array(np.zeros(count, dtype=bool)),
            self._dates(robots["at"][place]),
        ]
        return pa.table(columns, schema=_SCHEMA)
