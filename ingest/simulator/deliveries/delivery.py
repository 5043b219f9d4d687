"""A delivery: one file, the moment it arrives, and writing it if that moment is asked for."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from ingest.simulator.world.story import DAY, UTC_OFFSET, ZONE, Story

Kind = Literal["normal", "restated", "late", "duplicate", "broken", "partial"]


@dataclass(frozen=True)
class Delivery:
    """One file of one source; `stat_day` is a day index or None, `content` makes its bytes."""

    source: str
    file_name: str
    stat_day: int | None
    kind: Kind
    at: int
    content: Callable[[], bytes]
    note: str = ""

    @property
    def day(self) -> int:
        """Index of the company day on which it arrives."""
        return self.at // DAY


def write(story: Story, inbox: Path, delivery: Delivery) -> Path:
    """Put one file into the inbox, dated with the moment of its delivery."""
    return write_bytes(story, inbox, delivery, delivery.content())


def write_bytes(story: Story, inbox: Path, delivery: Delivery, content: bytes) -> Path:
    """As `write`, for content that was made elsewhere; the file appears whole or not at all."""
    folder = inbox / delivery.source
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / delivery.file_name
    unfinished = folder / f".{delivery.file_name}.part"
    unfinished.write_bytes(content)
    moment = story.moment(delivery.at).replace(tzinfo=ZONE).timestamp()
    os.utime(unfinished, (moment, moment))
    return unfinished.replace(path)


def stamp(story: Story, at: int) -> str:
    """`YYYYMMDDHHMM`, as it stands in file names."""
    return story.moment(at).strftime("%Y%m%d%H%M")


def day_stamp(story: Story, day: int) -> str:
    """`YYYYMMDD` of a day index."""
    return (story.start + timedelta(days=day)).strftime("%Y%m%d")


def utc_stamp(story: Story, at: int) -> datetime:
    """The wall clock in UTC at an instant."""
    return story.moment(at - UTC_OFFSET)
